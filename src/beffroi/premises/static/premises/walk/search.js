// Search by what one types, accents and case forgiven: beginnings of words first, then anything inside.

export const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/['’\-]/g, " ");

/** The best `most` of `entries` ({label}), for what was typed. */
export function search(entries, typed, most = 6) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const entry of entries) {
    const label = ` ${plain(entry.label)}`;
    if (!words.every((word) => label.includes(word))) continue;
    found.push({ entry, rank: words.filter((word) => !label.includes(` ${word}`)).length * 100 + label.indexOf(words[0]) });
  }
  return found.sort((one, other) => one.rank - other.rank).slice(0, most).map(({ entry }) => entry);
}
