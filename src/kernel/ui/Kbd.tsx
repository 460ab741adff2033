/** Keys as they are written on the keyboard: `Kbd` of « g b » is two keys, of « Ctrl+Entrée » too. */
export function Kbd({ children }: { children: string }) {
  const keys = children.split(/ |(?<=.)\+(?=.)/)
  return (
    <span className="kbd" aria-hidden>
      {keys.map((key, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: « g g » holds the same key twice and never changes order.
        <kbd key={place}>{key}</kbd>
      ))}
    </span>
  )
}
