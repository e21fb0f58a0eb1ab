import { Button } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './leaving-words.ts'
import { exportChanges, exportPhotos, type LeftHere } from './left-here.web.ts'

/** Counts what only this tablet has and offers it as files. */
export function LeftHereCount({ left }: { left: LeftHere }) {
  const { t } = useWords(words)
  return (
    <>
      {left.changes > 0 && <p className="warning">{t('left.changes', { count: left.changes })}</p>}
      {left.photos > 0 && <p className="warning">{t('left.photos', { count: left.photos })}</p>}
      <div className="buttons">
        {left.changes > 0 && (
          <Button variant="default" onClick={() => void exportChanges()}>
            {t('left.saveChanges')}
          </Button>
        )}
        {left.photos > 0 && (
          <Button variant="default" onClick={() => void exportPhotos()}>
            {t('left.savePhotos')}
          </Button>
        )}
      </div>
    </>
  )
}
