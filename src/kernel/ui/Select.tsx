import { Check, ChevronDown } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, useContext, useEffect, useMemo } from 'react'
import {
  Button,
  ComboBoxStateContext,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  ComboBox as RacComboBox,
  Select as RacSelect,
  SelectValue,
} from 'react-aria-components'
import { FieldFoot, FieldHead, type FieldProps, fieldAttributes } from './Field.tsx'
import { matches, type Option } from './option.ts'

interface ListItem {
  id: string
  option: Option
}

function Choice({ id, option }: ListItem) {
  return (
    <ListBoxItem
      id={id}
      textValue={option.label}
      className="option"
      data-quiet={option.quiet || undefined}
      isDisabled={option.isDisabled}
    >
      {({ isSelected }) => (
        <>
          {isSelected && <Check size={16} aria-hidden />}
          <span className="option-words">
            {option.label}
            {option.hint && <small className="option-hint">{option.hint}</small>}
          </span>
        </>
      )}
    </ListBoxItem>
  )
}

export interface SelectProps<V extends string> extends FieldProps {
  options: readonly Option<V>[]
  value: V | null
  onChange: (value: V | null) => void
  /** Adds an entry that means null, « Non demandé » for instance. */
  noneLabel?: string
  placeholder?: string
}

const none = '-none-'

/** One of a closed list, when there are too many for chips. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { options, value, onChange, noneLabel, placeholder = 'Choisir' } = props
  const items = useMemo<ListItem[]>(() => {
    const all = options.map((option): ListItem => ({ id: option.value, option }))
    if (noneLabel !== undefined)
      all.unshift({ id: none, option: { value: none, label: noneLabel, quiet: true } })
    return all
  }, [options, noneLabel])
  return (
    <RacSelect
      {...fieldAttributes(props)}
      value={value ?? (noneLabel === undefined ? null : none)}
      onChange={(key) =>
        onChange((options.find((option) => option.value === key)?.value ?? null) as V | null)
      }
      placeholder={placeholder}
      name={props.name}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      <Button className="control select-button">
        <SelectValue data-none={value === null || undefined}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <FieldFoot error={props.error} />
      <Popover className="popover" offset={4}>
        <ListBox className="listbox" items={items}>
          {(item) => <Choice {...item} />}
        </ListBox>
      </Popover>
    </RacSelect>
  )
}

export interface ComboBoxProps<V extends string> extends FieldProps {
  options: readonly Option<V>[]
  value: V | null
  onChange: (value: V | null) => void
  placeholder?: string
}

/** One of a long list, by typing the beginning of any of its words, without accents. */
export function ComboBox<V extends string>(props: ComboBoxProps<V>) {
  const { options, value, onChange, placeholder } = props
  const items = useMemo(() => options.map((option): ListItem => ({ id: option.value, option })), [options])
  const words = useMemo(
    () => new Map(options.map((option) => [option.label, `${option.label} ${option.keywords ?? ''}`])),
    [options],
  )
  return (
    <RacComboBox
      {...fieldAttributes(props)}
      defaultItems={items}
      value={value}
      onChange={(key) => onChange((key ?? null) as V | null)}
      defaultFilter={(text, typed) => matches(words.get(text) ?? text, typed)}
      menuTrigger="input"
      allowsEmptyCollection
      name={props.name}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    >
      <FieldHead {...props} />
      <Group className="control control-group">
        <TypedInput placeholder={placeholder} />
        <Button className="control-button">
          <ChevronDown size={18} strokeWidth={1.75} aria-hidden />
        </Button>
      </Group>
      <FieldFoot error={props.error} />
      <Popover className="popover" offset={4}>
        <ListBox<ListItem>
          className="listbox"
          renderEmptyState={() => <div className="listbox-empty">Rien ne correspond.</div>}
        >
          {(item) => <Choice {...item} />}
        </ListBox>
      </Popover>
    </RacComboBox>
  )
}

/** While a person types, the first match is ready to be taken by Enter or Tab. */
function TypedInput({ placeholder }: { placeholder?: string }) {
  const state = useContext(ComboBoxStateContext)
  const isTyping =
    state?.isOpen === true && state.inputValue !== '' && state.inputValue !== state.selectedItem?.textValue
  const first = isTyping ? (state.collection.getFirstKey() ?? null) : null
  const manager = state?.selectionManager
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new text moves the focus; arrows then leave it.
  useEffect(() => {
    if (first === null) return
    // After React Aria's own effect, which takes the focus away at each new text.
    const timer = setTimeout(() => manager?.setFocusedKey(first))
    return () => clearTimeout(timer)
  }, [first, state?.inputValue])
  // Someone faster than that, or a list that was cleared since: the key itself takes the first match.
  const takeFirst = ({ key }: KeyboardEvent) => {
    if (first !== null && manager?.focusedKey == null && (key === 'Enter' || key === 'Tab')) {
      manager?.setFocusedKey(first)
    }
  }
  return <Input placeholder={placeholder} onFocus={selectWhenReal} onKeyDownCapture={takeFirst} />
}

/** A person who comes to the field types over what it holds; the focus that React Aria feigns while the list moves must not. */
function selectWhenReal(event: FocusEvent<HTMLInputElement>) {
  if (event.nativeEvent.isTrusted) event.currentTarget.select()
}
