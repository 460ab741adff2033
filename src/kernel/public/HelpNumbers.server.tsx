import { useContext } from 'react'
import { FrameContext, type HelpNumber } from './frame.ts'

/** A number of a public service, ready to be dialled or written to. Never that of a person. */
function Dial({ number, by }: Pick<HelpNumber, 'number' | 'by'>) {
  const digits = number.replaceAll(/[^+\d]/g, '')
  return <a href={by === 'text' ? `sms:${digits}` : `tel:${digits}`}>{number}</a>
}

/** The numbers that help now, with what each is for. */
export function HelpNumbers() {
  const { numbers } = useContext(FrameContext)
  return (
    <ul className="numbers">
      {numbers.map(({ number, by, who, note }) => (
        <li key={`${number}${by}`}>
          <strong>
            <Dial number={number} by={by} />
          </strong>
          <span>
            <b>{who}</b>
            {note}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The first of them on one line, for the foot of the page. */
export function NumbersLine() {
  const { numbers } = useContext(FrameContext)
  const first = numbers.filter(({ isFirst }) => isFirst)
  if (first.length === 0) return null
  return (
    <p className="now">
      En danger maintenant :{' '}
      {first.map(({ number, by, who }, index) => (
        <span key={`${number}${by}`}>
          {index > 0 && ' · '}
          <Dial number={number} by={by} /> {who}
        </span>
      ))}
    </p>
  )
}

/** The switchboard of a service, as the directory gives it to anyone. */
export function PublicPhone({ phone }: { readonly phone: string }) {
  return <Dial number={phone} by="voice" />
}

/** The mailbox of a service, as the directory gives it to anyone. */
export function PublicMail({ email }: { readonly email: string }) {
  return <a href={`mailto:${email}`}>{email}</a>
}
