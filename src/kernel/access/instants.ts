type Told<Value> = Value extends Date ? string : Value

/** A row as it leaves by HTTP: its instants in ISO 8601 UTC. */
export function withInstants<Row extends object>(row: Row): { [Name in keyof Row]: Told<Row[Name]> } {
  const entries = Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value])
  return Object.fromEntries(entries) as { [Name in keyof Row]: Told<Row[Name]> }
}
