export type Strength = "common" | "weak" | "fair" | "good" | "strong";

// The API refuses the 10,000 most common passwords. Most of those are one of these
// words, with or without a few digits, which is enough to warn while the user types.
const words =
  "password passwort passw0rd admin welcome letmein login master monkey dragon football baseball superman batman sunshine princess shadow iloveyou trustno1 charlie michael jordan jennifer hunter ranger harley thomas andrew daniel george summer winter spring autumn freedom whatever starwars pokemon computer internet google social secret hello flower cheese ginger pepper killer soccer hockey tigger qazwsx 1q2w3e4r 1qaz2wsx zaq12wsx abc123".split(
    " ",
  );
const rows = ["1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"];
const placeholder = "\u0000"; // stands for a known word
const disguises = new Map([
  ["0", "o"],
  ["1", "i"],
  ["3", "e"],
  ["4", "a"],
  ["5", "s"],
  ["7", "t"],
  ["@", "a"],
  ["$", "s"],
]);

/**
 * Estimates how hard a password is to guess, by the characters that a guesser could not
 * foresee: a known word, a repetition and a row of keys or letters count as one each.
 * own has words that others know about the user, such as the username.
 */
export function passwordStrength(password: string, own: string[] = []): Strength {
  const known = [...own.flatMap(partsOf), ...words];
  const text = password.toLowerCase();
  const length = Math.min(
    ...[text, undisguised(text)].map((variant) => surprises(withoutRepetition(hideWords(variant, known)))),
  );
  if (length <= 3 && text.length >= 8) return "common";
  const size = /^\d*$/.test(text) ? length * 0.6 : length;
  if (size < 8) return "weak";
  if (size < 11) return "fair";
  return size < 15 ? "good" : "strong";
}

/** Splits an e-mail address at its @, and leaves out what is too short to matter. */
function partsOf(name: string): string[] {
  return [name, ...name.split("@")].map((part) => part.toLowerCase()).filter((part) => part.length >= 3);
}

function undisguised(text: string): string {
  return Array.from(text, (character) => disguises.get(character) ?? character).join("");
}

function hideWords(text: string, known: string[]): string {
  return known.reduce((rest, word) => rest.replaceAll(word, placeholder), text);
}

/** Returns the block that the text repeats, or the text. */
function withoutRepetition(text: string): string {
  return /^(.+?)\1+$/su.exec(text)?.[1] ?? text;
}

/** Counts the characters that do not follow from the ones before. */
function surprises(text: string): number {
  const characters = Array.from(text);
  let count = 0;
  for (let i = 0; i < characters.length; i++) {
    const [before = "", current = ""] = [characters[i - 1], characters[i]];
    if (before === "" || !follows(before, current)) count++;
  }
  return count;
}

function follows(before: string, current: string): boolean {
  const step = (current.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  if (Math.abs(step) <= 1) return true;
  return rows.some((row) => {
    const [a, b] = [row.indexOf(before), row.indexOf(current)];
    return a >= 0 && b >= 0 && Math.abs(a - b) === 1;
  });
}
