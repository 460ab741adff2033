import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { problem, sign } from '#vocabulary'

const seenFirst = [
  'short_repeated_runaways',
  'unexplained_money_or_gifts',
  'several_phones_or_numbers',
  'intensive_phone_or_networks',
  'phone_loss_panic',
  'older_or_new_acquaintances',
  'travel_other_cities',
  'clothing_or_lifestyle_change',
  'behaviour_change',
  'hygiene_change',
  'weight_change',
  'vehicles_waiting',
  'unused_allowance',
  'hotel_or_rental_trace',
] as const

const serious = [
  'injuries_or_marks',
  'tattoo_branding',
  'sti_pregnancy_request',
  'online_ads_or_content',
] as const

const around = [
  'psychological_suffering',
  'school_disengagement',
  'substance_use',
  'self_harm_or_suicide_risk',
  'coercion_or_threats',
  'debt',
] as const

/** The signs that should worry, as the listeners note them. */
export function SignsPage() {
  return (
    <PublicFrame>
      <h1>Les signes qui alertent</h1>
      <p className="lead">
        Un seul signe ne veut rien dire. Plusieurs signes, qui arrivent en peu de temps, doivent faire parler.
        L’enfant qui les montre n’a rien fait de mal.
      </p>
      <h2>Ce qui change</h2>
      <ul>
        {seenFirst.map((code) => (
          <Line key={code} label={sign.label(code)} hint={sign.entry(code)?.hint} />
        ))}
      </ul>
      <h2>Ce qui est grave</h2>
      <ul>
        {serious.map((code) => (
          <Line key={code} label={sign.label(code)} hint={sign.entry(code)?.hint} />
        ))}
      </ul>
      <h2>Ce que l’on voit souvent autour</h2>
      <ul>
        {around.map((code) => (
          <Line key={code} label={problem.label(code)} hint={problem.entry(code)?.hint} />
        ))}
      </ul>
      <h2>Que faire ?</h2>
      <p>
        Parlez-lui, sans juger. Notez ce que vous voyez. Puis appelez le 119, même si vous n’êtes pas sûr :
        nous cherchons avec vous.
      </p>
      <p>
        <a href="/parents">Je suis un proche</a> · <a href="/professionnels">Je suis un professionnel</a>
      </p>
    </PublicFrame>
  )
}

function Line({ label, hint }: { readonly label: string; readonly hint?: string | undefined }) {
  return (
    <li>
      {label}
      {hint && <span className="hint"> {hint}</span>}
    </li>
  )
}
