import { defineWords, type Language } from '#kernel/ui/catalogue.ts'
import { DEMO_PERSON } from '../demo/demo-person.ts'

const words = defineWords({
  fr: { demo: 'Démonstration', operator: 'Terminal du serveur', unknown: 'Personne inconnue' },
  en: { demo: 'Demo', operator: 'Server terminal', unknown: 'Unknown person' },
})

/** Who acted when no person bears the id: the demonstration, a command in the terminal of the server. Nobody ever reads an id. */
export function unsignedAuthor(person: string, language: Language): string {
  if (person === DEMO_PERSON) return words[language].demo
  return person === 'operator' ? words[language].operator : words[language].unknown
}
