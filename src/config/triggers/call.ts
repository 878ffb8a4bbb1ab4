export const name = 'call';

export const traits = { invites: false, waitsForCall: true } as const;

export const fields = () => ({});

export const appears = 'only when the page calls `cx7.open()`';
