// Follows the transcript while the sound plays, and goes where a chapter or an hour points. The page works without it.
const player = document.querySelector('audio[data-follow]')
const box = document.querySelector('[data-transcript]')
if (player && box) {
  const cues = [...box.querySelectorAll('[data-start]')].map((node) => ({
    node,
    start: Number(node.dataset.start) / 1000,
    end: Number(node.dataset.end) / 1000,
  }))
  let now
  const show = () => {
    const time = player.currentTime
    const found = cues.find(({ start, end }) => time >= start && time < end)?.node
    if (!found || found === now) return
    now?.removeAttribute('aria-current')
    now = found
    now.setAttribute('aria-current', 'true')
    // Only the transcript moves, and only while somebody listens without reading elsewhere in it.
    if (player.paused || box.contains(document.activeElement)) return
    box.scrollTop = now.offsetTop - box.offsetTop - box.clientHeight / 3
  }
  player.addEventListener('timeupdate', show)
  player.addEventListener('seeked', show)
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-seek]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    player.currentTime = Number(link.dataset.seek)
    player.play().catch(() => undefined)
  })
}
