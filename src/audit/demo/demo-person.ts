/** Author of what the demonstration shows: nobody who could sign in. */
export const DEMO_PERSON = '00000000-0000-4000-8000-000000000001'
