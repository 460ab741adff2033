import QRCode from 'qrcode'

/** Around the square, as its standard wants. */
const quiet = 4

/** A text as a square to photograph: one path, no picture fetched. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = Array.from({ length: size * size }, (_, place) => place).filter((place) => data[place])
  const path = dark.map((place) => `M${place % size} ${Math.floor(place / size)}h1v1h-1z`).join('')
  const side = size + 2 * quiet
  return (
    <svg
      className="evaluation-qr"
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
