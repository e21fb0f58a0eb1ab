import { NativeSelect } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LanguageSwitch, ThemeSwitch } from '#kernel/ui/Preferences.tsx'
import { type Habits, setHabit, useHabits } from './habit.web.ts'
import { SignOut } from './SignOut.tsx'
import { words } from './words.ts'

const CHOICES = {
  arrangement: ['string', 'place'],
  order: ['string', 'snake'],
  hand: ['right', 'left'],
  news: ['all', 'mine', 'none'],
  touch: ['on', 'off'],
  sound: ['on', 'off'],
  awake: ['on', 'off'],
} as const satisfies { [Name in keyof Habits]: readonly Habits[Name][] }

export function MenuSheet() {
  return (
    <div className="menu">
      <ThemeSwitch />
      <LanguageSwitch />
      {(Object.keys(CHOICES) as (keyof Habits)[]).map(name => (
        <Choice key={name} name={name} />
      ))}
      <SignOut />
    </div>
  )
}

function Choice<Name extends keyof Habits>({ name }: { name: Name }) {
  const { t } = useWords(words)
  const habits = useHabits()
  const label = name === 'arrangement' ? t('arrangement') : t(`habit.${name}` as 'habit.hand')
  const sayChoice = (choice: string) => {
    if (choice === 'on' || choice === 'off') return t(`habit.${choice}`)
    return t((name === 'arrangement' ? `arrangement.${choice}` : `habit.${name}.${choice}`) as 'habit.hand')
  }
  return (
    <NativeSelect
      label={label}
      value={habits[name]}
      onChange={event => setHabit(name, event.currentTarget.value as Habits[Name])}
      data={CHOICES[name].map(choice => ({ value: choice, label: sayChoice(choice) }))}
    />
  )
}
