/** What a great many walks have to meet, or they prove little. */
export const EXPECTED: readonly string[] = [
  'told that it was sent',
  'told that it is kept',
  'told that it is saved',
  'ask → more',
  'ask → closed',
  'more → details',
  'more → done',
  'more → closed',
  'details → done',
  'details → closed',
  'opened again, at ask',
  'opened again, at more',
  'opened again, at details',
  'opened again, at already',
  'close amid a survey',
  'crash amid a survey',
  'a comment emptied after it was sent',
  ...['well', '503', 'Retry-After', 'refuses connections', 'offline', 'a page with 200', 'loses answers', 'slow'].map(
    (fate) => `the network: ${fate}`,
  ),
];
