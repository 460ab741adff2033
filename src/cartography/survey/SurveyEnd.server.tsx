import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

interface SurveyEndProps {
  readonly title: string
  readonly lines: readonly { readonly id: string; readonly title: string; readonly words: string }[]
  readonly action: string
}

/** The end of a trial: what would have been sent, and the way back to the beginning. */
export function SurveyEnd({ title, lines, action }: SurveyEndProps) {
  return (
    <PublicFrame>
      <h1>{title}</h1>
      <p className="notice done">Rien n’a été enregistré. Voici ce qui aurait été envoyé.</p>
      {lines.length === 0 && <p>Aucune réponse.</p>}
      {lines.map((line) => (
        <section key={line.id}>
          <h2>{line.title}</h2>
          <p className="intro">{line.words}</p>
        </section>
      ))}
      <form method="post" action={action}>
        <div className="actions">
          <button type="submit" name="act" value="restart">
            Recommencer l’essai
          </button>
        </div>
      </form>
    </PublicFrame>
  )
}
