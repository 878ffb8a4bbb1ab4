/** What many runs came to. */
export function summary(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (!sorted.length) return undefined;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    min: sorted[0],
    max: sorted.at(-1),
  };
}

/**
 * How far the difference of two medians may be from what endless rounds would give, with 95 % confidence: from the
 * quartiles, as if the values were spread like a bell; of fewer than nine values nothing can be said.
 */
export function uncertainty(...samples) {
  const errors = samples.map((values) => {
    const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
    if (sorted.length < 9) return Infinity;
    const quartile = (share) => sorted[Math.round(share * (sorted.length - 1))];
    return (1.253 * (quartile(0.75) - quartile(0.25))) / 1.349 / Math.sqrt(sorted.length);
  });
  return 1.96 * Math.hypot(...errors);
}

/** `1.24 (1.1–1.9)`: the median and the spread; the median alone where there is none. */
export function spread(values) {
  const known = summary(values);
  if (!known) return '–';
  const { median, min, max } = known;
  return min === max ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;
}

/** Three digits that count. */
export function figure(value) {
  if (value === undefined) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(digits, 3) });
}

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => `${row[column]}`.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i ? `${cell}`.padStart(widths[i]) : `${cell}`.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
