import { Banner, Button } from '#kernel/ui/index.ts'
import type { SituationSave } from './useSituationSave.ts'

interface UnsavedProps {
  save: SituationSave
  /** The fields are not on the screen, and neither is their save state. */
  isElsewhere: boolean
  onChoose: () => void
}

/** What was written of the identity and is not safe yet, said wherever one is in the file. */
export function Unsaved({ save, isElsewhere, onChoose }: UnsavedProps) {
  if (!isElsewhere) return null
  if (save.state === 'conflict')
    return (
      <Banner
        tone="attention"
        title="Quelqu’un a modifié les mêmes champs que vous."
        actions={<Button onPress={onChoose}>Comparer et choisir</Button>}
        isLive
      >
        Rien n’est écrasé tant que vous n’avez pas choisi.
      </Banner>
    )
  if (save.state === 'error')
    return (
      <Banner
        tone="attention"
        title="Vos derniers changements ne sont pas enregistrés."
        actions={<Button onPress={save.flush}>Réessayer</Button>}
        isLive
      >
        Le serveur les a refusés, ou ce poste ne peut les garder : laissez cette page ouverte.
      </Banner>
    )
  if (save.state === 'offline')
    return (
      <Banner
        title="Vos derniers changements sont gardés sur ce poste."
        actions={<Button onPress={save.flush}>Réessayer</Button>}
        isLive
      >
        Le serveur ne répond pas. Ils partiront d’eux-mêmes dès qu’il répondra.
      </Banner>
    )
  return null
}
