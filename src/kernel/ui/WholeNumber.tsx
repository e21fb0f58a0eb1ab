import { NumberInput, type NumberInputProps } from '@mantine/core'
import { number } from './format.ts'
import { useWords } from './i18n.web.ts'
import { wholeNumber } from './whole-number.ts'
import { words } from './words.ts'

interface Props extends Pick<NumberInputProps, 'label' | 'onChange' | 'w'> {
  value: number | string
  max: number
}

/** How many: a whole number from 1 up to `max`. Anything else stays as it was typed and is said to be wrong. */
export function WholeNumber({ value, max, ...props }: Props) {
  const { t, language } = useWords(words)
  const wrong = wholeNumber(value, max) === null && t('whole', { max: number(max, language) })
  return (
    <NumberInput
      size="md"
      hideControls
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      min={1}
      max={max}
      value={value}
      error={wrong}
      {...props}
    />
  )
}
