/** The longest name of a client, a project or an audit, in characters. */
export const LONGEST_NAME = 200
