/**
 * SQL for what a client's number is found by: the 16 bytes of a UUID as it is usually written, and any other text as it is. No
 * two texts share a key, so nobody can make a look-up long.
 */
export function cidKey(cid: string): string {
  const digits = `replace(${cid}, '-', '')`;
  const dashes = [9, 14, 19, 24].map((place) => `substr(${cid}, ${place}, 1)`).join(' || ');
  return `CASE WHEN length(${cid}) = 36 AND length(${digits}) = 32 AND ${dashes} = '----' AND ${cid} = lower(${cid})
    THEN COALESCE(unhex(${digits}), ${cid}) ELSE ${cid} END`;
}
