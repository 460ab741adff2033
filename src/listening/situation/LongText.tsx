import { useState } from 'react'
import { Button } from '#kernel/ui/index.ts'

const limit = 420

/** A narrative: its beginning, and the rest for whoever asks. */
export function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  if (text.length <= limit * 1.2) return <div className="situation-text">{text}</div>
  return (
    <div>
      <div className="situation-text">
        {isWhole ? text : `${text.slice(0, text.lastIndexOf(' ', limit))}…`}
      </div>
      <Button size="small" variant="plain" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
        {isWhole ? 'Réduire' : 'Lire la suite'}
      </Button>
    </div>
  )
}
