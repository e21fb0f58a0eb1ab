import { NumberInput, type NumberInputProps } from '@mantine/core'

/** How many: a whole number from 1 up to `max`. */
export function WholeNumber(props: Pick<NumberInputProps, 'label' | 'max' | 'value' | 'onChange' | 'w'>) {
  return <NumberInput size="md" hideControls allowDecimal={false} min={1} {...props} />
}
