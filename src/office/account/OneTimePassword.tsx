import { Banner, CopyButton, Stack } from '#kernel/ui/index.ts'
import './account.css'

/** A password that is shown once and never again. */
export function OneTimePassword({ login, password }: { login: string; password: string }) {
  return (
    <Stack gap={4}>
      <Banner tone="attention" title="Ce mot de passe ne sera plus jamais affiché" isLive>
        Transmettez-le à la personne, de préférence de vive voix. Elle devra choisir le sien à sa première
        connexion.
      </Banner>
      <p>
        Identifiant : <strong>{login}</strong>
      </p>
      <div className="one-time-password">
        <code>{password}</code>
        <CopyButton text={password}>Copier</CopyButton>
      </div>
    </Stack>
  )
}
