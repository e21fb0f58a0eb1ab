import { defineWords, type Language } from '#kernel/ui/catalogue.ts'
import { DEMO_PERSON } from '../demo/demo-person.ts'

const words = defineWords({
  fr: { demo: 'Démonstration', operator: 'Terminal du serveur', unknown: 'Personne inconnue' },
  en: { demo: 'Demo', operator: 'Server terminal', unknown: 'Unknown person' },
})

/** Who acted when no person bears the id: the demonstration, a command in the terminal of the server. Nobody ever reads an id. */
export function unsignedAuthor(person: string, language: Language): string {
  const who = person === DEMO_PERSON ? 'demo' : person === 'operator' ? 'operator' : 'unknown'
  return words[language][who]
}
