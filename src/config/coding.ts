/** What a service can be rated in; codes of every record. */
export const CHANNELS = ['web', 'phone', 'in-person', 'email', 'chat', 'mobile-app', 'kiosk', 'mail'] as const;
/** Who holds the survey: the respondent, somebody who helps, somebody who reads it out. */
export const ADMINISTRATIONS = ['self', 'assisted', 'read-aloud'] as const;
