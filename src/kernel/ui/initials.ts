/** Two letters for a person: first and last name, else the first two letters of the one name. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = parts.length > 1 ? [[...parts[0]!][0], [...parts.at(-1)!][0]] : [...parts[0]!].slice(0, 2)
  return letters.join('').toUpperCase() || '?'
}
