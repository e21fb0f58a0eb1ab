import { z } from 'zod'
import { type Command, readWords, refuseCommand, wrongWords } from '#kernel/command.server.ts'
import { typeset } from '#kernel/ui/catalogue.ts'
import { createKey } from './key.server.ts'
import { inviteUser, listUsers, passwordAddress, setUserRole } from './operator.server.ts'
import { ROLES, type Role } from './role.ts'

const keyCreate: Command = {
  name: 'key create',
  begins: true,
  usage: '--organisation NAME --role ROLE [--name NAME]',
  summary: {
    fr: 'Crée une clé d’API ; l’organisation est créée si elle n’existe pas. La clé est imprimée en dernier, une seule fois.',
    en: 'Makes an API key; the organisation is made when there is none. The key is printed last, once only.',
  },
  async run({ kernel, language }, words, print, note) {
    const { values, rest } = readWords(this, words, ['organisation', 'role', 'name'])
    if (!values.organisation || !values.role || rest.length > 0) throw wrongWords(this)
    const { role, name } = values
    const organisation = nameOf('--organisation', values.organisation)
    const called = name ? { name: nameOf('--name', name) } : {}
    const made = await createKey(kernel.database, { organisation, role: roleOf(role), ...called })
    if (made.beside) note(madeOrganisation(organisation, made.beside, language))
    print(made.key)
    return 0
  },
}

const userList: Command = {
  name: 'user list',
  usage: '',
  summary: { fr: 'Liste les personnes de chaque organisation.', en: 'Lists the people of every organisation.' },
  async run({ kernel, language }, words, print, note) {
    if (words.length > 0) throw wrongWords(this)
    const left = { fr: 'parti', en: 'left' }[language]
    const users = await listUsers(kernel.database)
    if (users.length === 0) note({ fr: 'Personne n’a encore de compte ici.', en: 'Nobody has an account here yet.' }[language])
    for (const user of users) print([user.organisation, user.name, user.email, user.role, ...(user.leftAt ? [left] : [])].join('\t'))
    return 0
  },
}

const userAdd: Command = {
  name: 'user add',
  begins: true,
  usage: 'EMAIL --organisation NAME --role ROLE',
  summary: {
    fr: 'Invite une personne et imprime l’adresse par laquelle elle entre.',
    en: 'Invites a person and prints the address by which they come in.',
  },
  async run({ kernel, origin, language }, words, print, note) {
    const { values, rest } = readWords(this, words, ['organisation', 'role'])
    const [email] = rest
    if (!email || rest.length > 1 || !values.organisation || !values.role) throw wrongWords(this)
    const organisation = nameOf('--organisation', values.organisation)
    const wanted = { email: emailOf(email), organisation, role: roleOf(values.role), origin }
    const { address, beside } = await inviteUser(kernel.database, wanted)
    if (beside) note(madeOrganisation(organisation, beside, language))
    print(address)
    return 0
  },
}

const userRole: Command = {
  name: 'user role',
  usage: 'EMAIL ROLE --organisation NAME',
  summary: { fr: 'Change le rôle d’une personne.', en: 'Changes the role of a person.' },
  async run({ kernel }, words, print) {
    const { values, rest } = readWords(this, words, ['organisation'])
    const [email, role] = rest
    if (!email || !role || rest.length > 2 || !values.organisation) throw wrongWords(this)
    await setUserRole(kernel.database, { email, organisation: values.organisation, role: roleOf(role) })
    print(`${email}\t${role}`)
    return 0
  },
}

const userPassword: Command = {
  name: 'user password',
  usage: 'EMAIL',
  summary: {
    fr: 'Imprime une adresse par laquelle la personne choisit un autre mot de passe.',
    en: 'Prints an address by which the person chooses another password.',
  },
  async run({ kernel, origin }, words, print) {
    const [email] = words
    if (!email || words.length > 1) throw wrongWords(this)
    print(await passwordAddress(kernel.database, { email, origin }))
    return 0
  },
}

/** Said beside the result: a script reads the key, a person sees that the name was new. */
function madeOrganisation(name: string, beside: string[], language: 'fr' | 'en'): string {
  const made = {
    fr: `Organisation «\u202f${name}\u202f» créée : aucune ne portait ce nom.`,
    en: `Organisation “${name}” made: none had that name.`,
  }
  const others = { fr: `Les autres : ${beside.join(', ')}.`, en: `The others: ${beside.join(', ')}.` }
  return typeset(beside.length > 0 ? `${made[language]} ${others[language]}` : made[language])
}

/** As long as over HTTP, and no longer. */
const LONGEST = 200

function nameOf(option: string, given: string): string {
  const name = given.trim()
  if (name.length < 1 || name.length > LONGEST) throw refuseCommand('wrong-name', { option, most: LONGEST, count: name.length })
  return name
}

function emailOf(given: string): string {
  if (!z.email().max(LONGEST).safeParse(given).success) throw refuseCommand('wrong-email', { email: given.slice(0, LONGEST) })
  return given
}

function roleOf(word: string): Role {
  const role = ROLES.find(one => one === word)
  if (!role) throw refuseCommand('wrong-role', { role: word, roles: ROLES.join(', ') })
  return role
}

export const accessCommands: Command[] = [userList, userAdd, userRole, userPassword, keyCreate]
