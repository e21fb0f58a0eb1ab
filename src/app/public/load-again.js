// A page whose code did not arrive whole stays blank: it is asked for once more. Classic script, no import: it must not be part of that code.
;(() => {
  const TRIED = 'courant.loadedAgain'
  const REST_MS = 10_000
  const isCode = target => target instanceof HTMLScriptElement && target.type === 'module'
  addEventListener(
    'error',
    ({ target }) => {
      if (!isCode(target) || Date.now() - Number(sessionStorage.getItem(TRIED)) < REST_MS) return
      sessionStorage.setItem(TRIED, String(Date.now()))
      setTimeout(() => location.reload(), 1_000)
    },
    true,
  )
})()
