// Web Chat and its cards in the page's colours, light or dark as the system is set.

const light = { paper: '#ffffff', ink: '#1c2430', quiet: '#55606e', line: '#d9dee5', mine: '#e3f1ef', accent: '#0b5c55', onAccent: '#ffffff', alarm: '#a4262c' };
const dark = { paper: '#161b22', ink: '#e8ecf1', quiet: '#a9b4c0', line: '#39424e', mine: '#12403b', accent: '#6fd0c3', onAccent: '#08211e', alarm: '#ff9b9b' };

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

export const darkness = matchMedia('(prefers-color-scheme: dark)');

const colours = () => darkness.matches ? dark : light;

export function styleOptions() {
  const { paper, ink, quiet, line, mine, accent } = colours();
  return {
    uploadAccept: '.csv,.tsv,.txt,.xlsx',
    uploadMultiple: false,
    enableUploadThumbnail: false,
    primaryFont: font,
    accent,
    subtle: quiet,
    timestampColor: quiet,
    backgroundColor: paper,
    bubbleBackground: paper,
    bubbleTextColor: ink,
    bubbleBorderColor: line,
    bubbleBorderRadius: 8,
    bubbleMaxWidth: 560,
    bubbleFromUserBackground: mine,
    bubbleFromUserTextColor: ink,
    bubbleFromUserBorderColor: mine,
    bubbleFromUserBorderRadius: 8,
    // A list that is pasted has lines, which a box of one line would run together.
    sendBoxTextWrap: true,
    sendBoxBackground: paper,
    sendBoxTextColor: ink,
    sendBoxPlaceholderColor: quiet,
    sendBoxBorderTop: `solid 1px ${line}`,
    sendBoxButtonColor: quiet,
    sendBoxButtonColorOnHover: ink,
    sendBoxButtonColorOnFocus: ink,
    suggestedActionLayout: 'flow',
    suggestedActionBorderRadius: 8,
    suggestedActionBorderWidth: 1,
    suggestedActionTextColor: accent,
    suggestedActionBorderColor: accent,
    suggestedActionBackgroundColor: paper,
    suggestedActionBackgroundColorOnHover: mine,
    suggestedActionBackgroundColorOnFocus: mine,
    suggestedActionBackgroundColorOnActive: mine,
    suggestedActionHeight: 44,
  };
}

/** A configuration of ours replaces Web Chat's whole one, so what it had besides colours is said again. */
export function cardStyle() {
  const { paper, ink, quiet, accent, alarm, line } = colours();
  const both = (strong, soft) => ({ default: strong, subtle: soft, highlightColors: { default: line, subtle: line } });
  const foregroundColors = {
    default: both(ink, quiet), dark: both(ink, quiet), light: both(quiet, quiet),
    accent: both(accent, accent), good: both(accent, accent), warning: both(alarm, alarm), attention: both(alarm, alarm),
  };
  const style = { backgroundColor: paper, foregroundColors };
  return {
    supportsInteractivity: true,
    fontFamily: font,
    textBlock: { headingLevel: 2 },
    actions: { actionAlignment: 'stretch', actionsOrientation: 'vertical', buttonSpacing: 8, maxActions: 100, showCard: { actionMode: 'inline', inlineTopMargin: 8 } },
    containerStyles: { default: style, emphasis: style, good: style, attention: style, warning: style, accent: style },
  };
}
