import { ActionIcon, Group, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from './i18n.web.ts'
import { Notices } from './Notices.tsx'
import { useShortcuts } from './shortcut.web.ts'
import { words } from './words.ts'

interface Props {
  opened: boolean
  onClose(): void
  title: ReactNode
  /** `side` stays beside the page, which goes on; `bottom`, under the thumb, and `centre` hold the page until they are closed. */
  place?: 'side' | 'bottom' | 'centre'
  /** Between the title and the closing cross. */
  tools?: ReactNode
  children: ReactNode
}

/** A panel over the page, in the browser's own dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Sheet({ opened, onClose, title, place = 'side', tools, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const opener = useRef<Element>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element || element.open === opened) return
    if (!opened) return close(element, opener.current)
    opener.current = document.activeElement
    open(element, place)
  }, [opened, place])
  return (
    <dialog
      ref={dialog}
      className={`sheet sheet-${place}`}
      aria-labelledby={heading}
      // React hands the closing of a panel inside this one up to it.
      onClose={event => event.target === dialog.current && onClose()}
      onClick={event => place !== 'side' && event.target === dialog.current && onClose()}
      onKeyDown={event => event.key === 'Escape' && place === 'side' && onClose()}
    >
      {opened && (
        <div className="sheet-inside">
          <Group justify="space-between" wrap="nowrap" className="sheet-head">
            <Title order={2} id={heading} tabIndex={-1}>
              {title}
            </Title>
            <Group gap={4} wrap="nowrap">
              {tools}
              <CloseButton onClose={onClose} />
            </Group>
          </Group>
          <div className="sheet-body">{children}</div>
          {place !== 'side' && <Notices />}
        </div>
      )}
    </dialog>
  )
}

function open(element: HTMLDialogElement, place: Props['place']): void {
  if (place === 'side') element.show()
  else element.showModal()
  const wanted = element.querySelector<HTMLElement>('[data-autofocus]') ?? element.querySelector('h2')
  wanted?.focus()
}

/** What held the focus inside is gone by now. Who went on elsewhere in the page stays there. */
function close(element: HTMLDialogElement, opener: Element | null): void {
  element.close()
  if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus({ preventScroll: true })
}

function CloseButton({ onClose }: { onClose(): void }) {
  const { t } = useWords(words)
  useShortcuts([{ keys: 'Escape', label: t('close'), run: onClose }])
  return (
    <ActionIcon aria-label={t('close')} onClick={onClose}>
      <IconX aria-hidden />
    </ActionIcon>
  )
}
