import { Eye, PenLine } from 'lucide-react'
import { usePresence } from './usePresence.ts'
import { presenceInWords } from './words.ts'
import './presence.css'

interface PresenceLineProps {
  kind: 'situation' | 'contact'
  id: string
  /** False while the server does not know it yet. */
  isOnServer?: boolean
}

/** Who else has this open now, in a sentence; nothing when nobody has. */
export function PresenceLine({ kind, id, isOnServer = true }: PresenceLineProps) {
  const others = usePresence(kind, id, isOnServer)
  const isWriting = others.some(({ writing }) => writing)
  const Icon = isWriting ? PenLine : Eye
  return (
    // Always there, so that a screen reader hears who comes.
    <div className="presence no-print" role="status" data-writing={isWriting || undefined}>
      {others.length > 0 && (
        <>
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          <span>{presenceInWords(others, kind)}</span>
          {isWriting && (
            <span className="muted">Rien ne s’écrase : vos saisies se rejoignent champ par champ.</span>
          )}
        </>
      )}
    </div>
  )
}
