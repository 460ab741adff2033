import { Button } from '#kernel/ui/index.ts'

interface KnownProps {
  /** The file itself says nothing. */
  isMissing: boolean
  /** What the contacts say. */
  said: string | null
  onTake: () => void
  isDisabled?: boolean
}

/** What the contacts say where the file is silent, and how to make it the file's own word. */
export function Known({ isMissing, said, onTake, isDisabled }: KnownProps) {
  if (!isMissing || !said) return null
  return (
    <p className="identity-known">
      Dit pendant les contacts : <strong>{said}</strong>
      {!isDisabled && (
        <Button size="small" variant="plain" onPress={onTake}>
          Reprendre
        </Button>
      )}
    </p>
  )
}
