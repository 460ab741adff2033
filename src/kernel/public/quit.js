// Leaves at once: this page's place in the history is taken by the neutral one. Without it the link works by itself.
;(() => {
  const link = document.querySelector('[data-quit]')
  if (!link) return
  const said = document.querySelector('[data-quit-said]')
  const mark = 'parti'
  let keep
  try {
    keep = sessionStorage
  } catch {}
  const go = () => {
    document.documentElement.hidden = true
    document.title = ' '
    keep?.setItem(mark, '1')
    location.replace(link.href)
  }
  // Whoever comes back by the Back button is led away again; whoever opens the page anew stays.
  const back = (kept) => {
    const how = performance.getEntriesByType('navigation')[0]?.type
    if (!keep?.getItem(mark)) return
    if (kept || how === 'back_forward') return go()
    keep.removeItem(mark)
  }
  back(false)
  addEventListener('pageshow', (event) => event.persisted && back(true))
  link.addEventListener('click', (event) => {
    event.preventDefault()
    go()
  })
  // Three times the same key, alone: a capital letter or a shortcut is not a wish to leave.
  let key = ''
  let alone = false
  let count = 0
  let timer
  addEventListener('keydown', (event) => {
    if (event.repeat) return
    alone = event.key === 'Escape' || event.key === 'Shift'
    if (!alone || event.key !== key) count = 0
    key = event.key
  })
  addEventListener('keyup', (event) => {
    if (!alone || event.key !== key) return
    count += 1
    clearTimeout(timer)
    timer = setTimeout(() => {
      count = 0
      said.textContent = ''
    }, 5000)
    said.textContent =
      count < 3 ? `Encore ${3 - count} fois pour quitter cette page.` : 'Nous quittons cette page.'
    if (count >= 3) go()
  })
})()
