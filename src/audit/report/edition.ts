/** Edition of the statuses, their severities and what each asks for. A change of any of them is a new edition, printed in every report. */
export const EDITION = 'EL 1'
