import { ActionIcon, Group, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from './i18n.web.ts'
import { words } from './words.ts'

interface Props {
  opened: boolean
  onClose(): void
  title: ReactNode
  /** `side` in the office, `bottom` in the field under the thumb, `centre` for a short question. */
  place?: 'side' | 'bottom' | 'centre'
  /** Between the title and the closing cross. */
  tools?: ReactNode
  children: ReactNode
}

/** A panel over the page. The browser's own dialog keeps the focus in, closes on Escape and gives the focus back. */
export function Sheet({ opened, onClose, title, place = 'side', tools, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const { t } = useWords(words)
  useEffect(() => {
    const element = dialog.current
    if (opened && element && !element.open) {
      element.showModal()
      element.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!opened && element?.open) element.close()
  }, [opened])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click on the backdrop has its keyboard twin, Escape, in the browser itself
    <dialog
      ref={dialog}
      className={`sheet sheet-${place}`}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={event => event.target === dialog.current && onClose()}
    >
      {opened && (
        <div className="sheet-inside">
          <Group justify="space-between" wrap="nowrap" className="sheet-head">
            <Title order={2} id={heading}>
              {title}
            </Title>
            <Group gap={4} wrap="nowrap">
              {tools}
              <ActionIcon aria-label={t('close')} onClick={onClose}>
                <IconX aria-hidden />
              </ActionIcon>
            </Group>
          </Group>
          <div className="sheet-body">{children}</div>
        </div>
      )}
    </dialog>
  )
}
