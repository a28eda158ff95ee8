import '/vendor/75a76b55a2fa/lwc-synthetic-shadow.js';
import { parseFragment, registerTemplate, freezeTemplate, registerDecorators, registerComponent, LightningElement, createElement } from '/vendor/75a76b55a2fa/lwc.js';
import _lightningToastContainer from '/vendor/75a76b55a2fa/lightning-toastContainer.js';
import _lightningIcon from '/vendor/75a76b55a2fa/lightning-icon.js';
import _lightningButton from '/vendor/75a76b55a2fa/lightning-button.js';
import _lightningCombobox from '/vendor/75a76b55a2fa/lightning-combobox.js';
import _lightningInput from '/vendor/75a76b55a2fa/lightning-input.js';
import _lightningButtonIcon from '/vendor/75a76b55a2fa/lightning-buttonIcon.js';
import _lightningSpinner from '/vendor/75a76b55a2fa/lightning-spinner.js';
import _lightningFormattedDateTime from '/vendor/75a76b55a2fa/lightning-formattedDateTime.js';
import Toast from '/vendor/75a76b55a2fa/lightning-toast.js';

function stylesheet$8(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".header" + shadowSelector + " {background: var(--slds-g-color-surface-container-1, #fff);border-bottom: 1px solid var(--slds-g-color-border-1, #c9c9c9);position: sticky;top: 0;z-index: 100;}.bar" + shadowSelector + " {align-items: center;display: flex;gap: 0.5rem;padding: 0.375rem 1rem 0;}.cloud" + shadowSelector + " {color: var(--slds-g-color-brand-base-50, #0176d3);display: inline-flex;}.org" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #444);font-size: 0.8125rem;}.user" + shadowSelector + " {margin-inline-start: auto;}.navigation" + shadowSelector + " {align-items: center;display: flex;flex-wrap: wrap;gap: 0 1.5rem;padding: 0 1rem;}.app-name" + shadowSelector + " {color: var(--slds-g-color-on-surface-3, #03234d);font-size: 1.125rem;font-weight: 700;}.tabs" + shadowSelector + " {display: flex;flex-wrap: wrap;list-style: none;margin: 0;min-height: 2.5rem;padding: 0;}.content" + shadowSelector + " {display: block;outline: none;padding: 0.75rem;}.skip" + shadowSelector + " {left: 0.5rem;position: absolute;top: -4rem;z-index: 200;}.skip:focus" + shadowSelector + " {background: var(--slds-g-color-surface-container-1, #fff);padding: 0.5rem 1rem;top: 0.25rem;}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$8 = [stylesheet$8];

const $fragment1$8 = parseFragment`<a class="skip${0}" href="#content"${2}>Skip to content</a>`;
const $fragment2$7 = parseFragment`<div class="bar${0}"${2}><span class="cloud${0}" aria-hidden="true"${2}><svg viewBox="0 0 24 24" width="28" height="28" focusable="false"${3}><path d="M10 5.5a4.6 4.6 0 0 1 7.7 1.6 4.7 4.7 0 1 1-.9 9.2 3.8 3.8 0 0 1-5 1.5 4.2 4.2 0 0 1-7.7-.6A4 4 0 0 1 3.4 9.6 4.6 4.6 0 0 1 10 5.5z" fill="currentColor"${3}/></svg></span><span class="org${0}"${2}>Local org</span><span class="user${0}"${2}>${"t7"}</span></div>`;
const $fragment3$5 = parseFragment`<span class="app-name${0}"${2}>${"t1"}</span>`;
const $fragment4$4 = parseFragment`<li${"c0"}${2}><a class="slds-context-bar__label-action${0}"${"a1:href"}${"a1:aria-current"}${2}>${"t2"}</a></li>`;
const $fragment5$3 = parseFragment`<p class="slds-text-heading_medium slds-p-around_large${0}"${2}>This page does not exist in the application.</p>`;
const stc0$7 = {
  key: 0
};
const stc1$7 = {
  "header": true
};
const stc2$7 = {
  classMap: {
    "navigation": true
  },
  key: 6
};
const stc3$7 = {
  attrs: {
    "aria-label": "Application"
  },
  key: 9
};
const stc4$6 = {
  classMap: {
    "tabs": true
  },
  key: 10
};
const stc5$4 = {
  classMap: {
    "content": true
  },
  attrs: {
    "tabindex": "-1"
  },
  ref: "content",
  key: 13
};
function tmpl$8($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, b: api_bind, sp: api_static_part, st: api_static_fragment, d: api_dynamic_text, ncls: api_normalize_class_name, k: api_key, i: api_iterator, h: api_element, dc: api_dynamic_component, fr: api_fragment} = $api;
  const {_m0, _m1, _m2} = $ctx;
  return [api_custom_element("lightning-toast-container", _lightningToastContainer, stc0$7), api_static_fragment($fragment1$8, 2, [api_static_part(0, {
    on: _m1 || ($ctx._m1 = {
      "click": api_bind($cmp.handleSkip)
    })
  }, null)]), api_element("header", {
    classMap: stc1$7,
    style: $cmp.headerStyle,
    key: 3
  }, [api_static_fragment($fragment2$7, 5, [api_static_part(7, null, api_dynamic_text($cmp.userName))]), api_element("div", stc2$7, [api_static_fragment($fragment3$5, 8, [api_static_part(1, null, api_dynamic_text($cmp.label))]), api_element("nav", stc3$7, [api_element("ul", stc4$6, api_iterator($cmp.tabs, function (tab) {
    return api_static_fragment($fragment4$4, api_key(12, tab.name), [api_static_part(0, {
      className: api_normalize_class_name(tab.itemClass)
    }, null), api_static_part(1, {
      on: _m2 || ($ctx._m2 = {
        "click": api_bind($cmp.handleTab)
      }),
      attrs: {
        "href": tab.url,
        "aria-current": tab.current
      }
    }, null), api_static_part(2, null, api_dynamic_text(tab.label))]);
  }))])])]), api_element("main", stc5$4, [$cmp.openTab ? api_fragment(14, api_iterator($cmp.openTab.components, function (component) {
    return api_dynamic_component(component.constructor, {
      key: api_key(15, component.name)
    });
  }), 0) : api_fragment(14, [api_static_fragment($fragment5$3, 17)], 0)])];
  /*LWC compiler v8.28.2*/
}
var _tmpl$8 = registerTemplate(tmpl$8);
tmpl$8.hasRefs = true;
tmpl$8.stylesheets = [];
tmpl$8.stylesheetToken = "lwc-5t2p1l39fvu";
tmpl$8.legacyStylesheetToken = "local-shell_shell";
if (_implicitStylesheets$8) {
  tmpl$8.stylesheets.push.apply(tmpl$8.stylesheets, _implicitStylesheets$8);
}
freezeTemplate(tmpl$8);

function stylesheet$7(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".empty" + shadowSelector + " {padding: 2.5rem 1rem;text-align: center;}.message" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);margin: 0.5rem auto 0;max-width: 36rem;}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$7 = [stylesheet$7];

const $fragment1$7 = parseFragment`<p class="slds-text-heading_medium slds-m-top_small${0}"${2}>${"t1"}</p>`;
const $fragment2$6 = parseFragment`<p class="message${0}"${2}>${"t1"}</p>`;
const stc0$6 = {
  classMap: {
    "empty": true
  },
  key: 0
};
const stc1$6 = {
  attrs: {
    "aria-hidden": "true"
  },
  key: 1
};
const stc2$6 = {
  classMap: {
    "slds-m-top_medium": true
  },
  key: 9
};
const stc3$6 = {
  key: 10
};
const stc4$5 = [];
function tmpl$7($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, h: api_element, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, fr: api_fragment, s: api_slot} = $api;
  return [api_element("div", stc0$6, [api_element("div", stc1$6, [api_custom_element("lightning-icon", _lightningIcon, {
    props: {
      "iconName": $cmp.iconName,
      "size": "medium"
    },
    key: 2
  })]), $cmp.heading ? api_fragment(3, [api_static_fragment($fragment1$7, 5, [api_static_part(1, null, api_dynamic_text($cmp.heading))])], 0) : null, $cmp.message ? api_fragment(6, [api_static_fragment($fragment2$6, 8, [api_static_part(1, null, api_dynamic_text($cmp.message))])], 0) : null, api_element("div", stc2$6, [api_slot("", stc3$6, stc4$5, $slotset)])])];
  /*LWC compiler v8.28.2*/
}
var _tmpl$7 = registerTemplate(tmpl$7);
tmpl$7.slots = [""];
tmpl$7.stylesheets = [];
tmpl$7.stylesheetToken = "lwc-1qf9d13hjr5";
tmpl$7.legacyStylesheetToken = "lwc-emptyState_emptyState";
if (_implicitStylesheets$7) {
  tmpl$7.stylesheets.push.apply(tmpl$7.stylesheets, _implicitStylesheets$7);
}
freezeTemplate(tmpl$7);

/** Says why there is nothing to see. The default slot takes what to do about it. */
class EmptyState extends LightningElement {
  constructor(...args) {
    super(...args);
    this.heading = '';
    this.message = '';
    this.iconName = 'utility:info';
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(EmptyState, {
  publicProps: {
    heading: {
      config: 0
    },
    message: {
      config: 0
    },
    iconName: {
      config: 0
    }
  }
});
const __lwc_component_class_internal$8 = registerComponent(EmptyState, {
  tmpl: _tmpl$7,
  sel: "c-empty-state",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});

function stylesheet$6(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".panel" + shadowSelector + " {background: var(--slds-g-color-error-container-1, #fef1ee);border: 1px solid var(--slds-g-color-border-error-1, #ea001e);border-radius: 0.5rem;padding: 1rem;}.message" + shadowSelector + " {margin-top: 0.25rem;overflow-wrap: anywhere;}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$6 = [stylesheet$6];

const $fragment1$6 = parseFragment`<p class="slds-text-heading_small${0}"${2}>${"t1"}</p>`;
const $fragment2$5 = parseFragment`<p class="message${0}"${2}>${"t1"}</p>`;
const stc0$5 = {
  classMap: {
    "panel": true,
    "slds-media": true
  },
  attrs: {
    "role": "alert"
  },
  key: 0
};
const stc1$5 = {
  classMap: {
    "slds-media__figure": true
  },
  attrs: {
    "aria-hidden": "true"
  },
  key: 1
};
const stc2$5 = {
  props: {
    "iconName": "utility:error",
    "variant": "error",
    "size": "small"
  },
  key: 2
};
const stc3$5 = {
  classMap: {
    "slds-media__body": true
  },
  key: 3
};
const stc4$4 = {
  "slds-show": true,
  "slds-m-top_small": true
};
function tmpl$6($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, h: api_element, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, k: api_key, i: api_iterator, b: api_bind, fr: api_fragment, f: api_flatten} = $api;
  const {_m0} = $ctx;
  return [api_element("div", stc0$5, [api_element("div", stc1$5, [api_custom_element("lightning-icon", _lightningIcon, stc2$5)]), api_element("div", stc3$5, api_flatten([api_static_fragment($fragment1$6, 5, [api_static_part(1, null, api_dynamic_text($cmp.heading))]), api_iterator($cmp.messages, function (message) {
    return api_static_fragment($fragment2$5, api_key(7, message), [api_static_part(1, null, api_dynamic_text(message))]);
  }), $cmp.canRetry ? api_fragment(8, [api_custom_element("lightning-button", _lightningButton, {
    classMap: stc4$4,
    props: {
      "label": $cmp.retryLabel
    },
    key: 9,
    on: _m0 || ($ctx._m0 = {
      "click": api_bind($cmp.handleRetry)
    })
  })], 0) : null]))])];
  /*LWC compiler v8.28.2*/
}
var _tmpl$6 = registerTemplate(tmpl$6);
tmpl$6.stylesheets = [];
tmpl$6.stylesheetToken = "lwc-nt0pg6rqge";
tmpl$6.legacyStylesheetToken = "lwc-errorPanel_errorPanel";
if (_implicitStylesheets$6) {
  tmpl$6.stylesheets.push.apply(tmpl$6.stylesheets, _implicitStylesheets$6);
}
freezeTemplate(tmpl$6);

var unknownLabel = "The server gave no reason.";

/**
 * The distinct messages of one or more failures, whatever made them: Apex, the data services (lists of errors, errors of
 * the page and of single fields), JavaScript, or plain text. Never empty for a failure.
 */
function reduceErrors(failures) {
  const list = Array.isArray(failures) ? failures : [failures];
  const present = list.filter(failure => failure !== null && failure !== undefined);
  const messages = present.flatMap(failure => {
    const found = messagesOf(failure).filter(message => message.trim() !== '');
    return found.length > 0 ? found : [unknownLabel];
  });
  return [...new Set(messages)];
}
function messagesOf(failure) {
  if (typeof failure === 'string') return [failure];
  if (!isFields(failure)) return [];
  const {
    body
  } = failure;
  if (Array.isArray(body)) return body.flatMap(messageOf);
  if (isFields(body)) {
    return [...messageOf(body), ...list(body['pageErrors']).flatMap(messageOf), ...fieldMessages(body)];
  }
  const own = messageOf(failure);
  return own.length > 0 ? own : typeof failure['statusText'] === 'string' ? [failure['statusText']] : [];
}
function fieldMessages(body) {
  const {
    output,
    fieldErrors
  } = body;
  const ofRecord = isFields(output) ? [...list(output['errors']).flatMap(messageOf), ...ofFields(output['fieldErrors'])] : [];
  return [...ofFields(fieldErrors), ...ofRecord];
}
const ofFields = fieldErrors => isFields(fieldErrors) ? Object.values(fieldErrors).flatMap(errors => list(errors).flatMap(messageOf)) : [];
const messageOf = error => isFields(error) && typeof error['message'] === 'string' ? [error['message']] : [];
const list = value => Array.isArray(value) ? value : [];
const isFields = value => typeof value === 'object' && value !== null;

var retryLabel = "Try again";

var titleLabel = "Something went wrong";

/** Shows what went wrong. @fires retry when the user wants to try again. */
class ErrorPanel extends LightningElement {
  constructor(...args) {
    super(...args);
    /** One failure or a list of them, as a `catch` receives it. */
    this.failure = void 0;
    this.heading = titleLabel;
    /** Hides the button where trying again makes no sense. */
    this.withoutRetry = false;
    this.retryLabel = retryLabel;
  }
  get messages() {
    return reduceErrors(this.failure);
  }
  get canRetry() {
    return !this.withoutRetry;
  }
  handleRetry() {
    this.dispatchEvent(new CustomEvent('retry'));
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(ErrorPanel, {
  publicProps: {
    failure: {
      config: 0
    },
    heading: {
      config: 0
    },
    withoutRetry: {
      config: 0
    }
  },
  fields: ["retryLabel"]
});
const __lwc_component_class_internal$7 = registerComponent(ErrorPanel, {
  tmpl: _tmpl$6,
  sel: "c-error-panel",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});

function stylesheet$5(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".scroll" + shadowSelector + " {overflow-x: auto;}.table" + shadowSelector + " {background: transparent;table-layout: auto;width: 100%;}.table" + shadowSelector + " th" + shadowSelector + ",.table" + shadowSelector + " td" + shadowSelector + " {padding: 0.5rem;vertical-align: middle;white-space: normal;}.table" + shadowSelector + " thead" + shadowSelector + " th" + shadowSelector + " {padding-block: 0.25rem;}.number" + shadowSelector + " {font-variant-numeric: tabular-nums;text-align: end;}.sort" + shadowSelector + " {align-items: center;background: none;border: 0;color: inherit;cursor: pointer;display: inline-flex;font-weight: 600;gap: 0.25rem;padding: 0.25rem 0;white-space: nowrap;}.name" + shadowSelector + ",.note" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);display: block;font-size: 0.75rem;font-weight: 400;overflow-wrap: anywhere;}.tools" + shadowSelector + " {display: flex;flex-wrap: wrap;gap: 0.5rem 1rem;padding: 0 0.5rem 0.75rem;}.tool" + shadowSelector + " {flex: 1 1 14rem;max-width: 24rem;}.bands" + shadowSelector + " {display: flex;flex-wrap: wrap;gap: 0.375rem;padding: 0 0.5rem 0.75rem;}.band" + shadowSelector + " {align-items: center;background: var(--slds-g-color-surface-container-1, #fff);border: 1px solid var(--slds-g-color-border-2, #747474);border-radius: 1rem;color: var(--slds-g-color-on-surface-3, #2e2e2e);cursor: pointer;display: inline-flex;font-size: 0.75rem;gap: 0.375rem;line-height: 1.5rem;padding: 0 0.625rem;}.band[aria-pressed='true']" + shadowSelector + " {background: var(--slds-g-color-brand-base-20, #032d60);border-color: var(--slds-g-color-brand-base-20, #032d60);color: var(--slds-g-color-neutral-base-100, #fff);}.dot" + shadowSelector + " {border-radius: 50%;height: 0.5rem;width: 0.5rem;}.dot_all" + shadowSelector + " {display: none;}.dot_zero" + shadowSelector + " {border: 1px solid var(--slds-g-color-border-2, #747474);}.dot_below25" + shadowSelector + " {background: var(--slds-g-color-error-base-50, #ea001e);}.dot_below50" + shadowSelector + " {background: var(--slds-g-color-warning-base-60, #dd7a01);}.dot_below75" + shadowSelector + " {background: var(--slds-g-color-brand-base-60, #1b96ff);}.dot_from75" + shadowSelector + " {background: var(--slds-g-color-success-base-50, #2e844a);}.dot_notMeasured" + shadowSelector + " {background: var(--slds-g-color-neutral-base-60, #939393);}.label" + shadowSelector + " {color: var(--slds-g-color-on-surface-3, #2e2e2e);display: block;font-weight: 600;overflow-wrap: anywhere;}.fill" + shadowSelector + " {width: 40%;}.not-measured" + shadowSelector + " {color: var(--slds-g-color-on-surface-2, #2e2e2e);font-weight: 600;}.expand" + shadowSelector + " {background: none;border: 0;color: var(--slds-g-color-accent-2, #0250d9);cursor: pointer;display: inline-flex;align-items: center;font-size: 0.75rem;gap: 0.25rem;padding: 0.25rem 0;}.table" + shadowSelector + " .values" + shadowSelector + " {background: var(--slds-g-color-surface-container-2, #f9f9f9);padding: 0.5rem 1rem;}@media (max-width: 40rem) {.secondary" + shadowSelector + " {display: none;}.fill" + shadowSelector + " {width: 55%;}.table" + shadowSelector + " .values" + shadowSelector + " {padding-inline: 0;}}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$5 = [stylesheet$5];

function stylesheet$4(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  var hostSelector = token ? ("[" + token + "-host]") : "";
  return ((useActualHostSelector ? ":host {" : hostSelector + " {")) + "display: block;}.fill" + shadowSelector + " {align-items: center;display: flex;gap: 0.5rem;}.track" + shadowSelector + " {background: var(--slds-g-color-neutral-base-90, #e5e5e5);border-radius: 0.25rem;flex: 1 1 auto;height: 0.5rem;min-width: 2.5rem;overflow: hidden;}.bar" + shadowSelector + " {background: var(--slds-g-color-brand-base-50, #0176d3);border-radius: 0.25rem;height: 100%;}.bar_some" + shadowSelector + " {min-width: 2px;}.bar_below25" + shadowSelector + " {background: var(--slds-g-color-error-base-50, #ea001e);}.bar_below50" + shadowSelector + " {background: var(--slds-g-color-warning-base-60, #dd7a01);}.bar_below75" + shadowSelector + " {background: var(--slds-g-color-brand-base-60, #1b96ff);}.bar_from75" + shadowSelector + " {background: var(--slds-g-color-success-base-50, #2e844a);}.text" + shadowSelector + " {flex: none;font-variant-numeric: tabular-nums;min-width: 3.25rem;text-align: end;}@media (max-width: 40rem) {.fill" + shadowSelector + " {align-items: stretch;flex-direction: column-reverse;gap: 0.125rem;}.text" + shadowSelector + " {text-align: start;}.track" + shadowSelector + " {flex: none;}}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$4 = [stylesheet$4];

const $fragment1$5 = parseFragment`<div class="fill${0}"${2}><div class="track${0}" aria-hidden="true"${2}><div${"c2"}${"s2"}${2}></div></div><span class="text${0}"${2}>${"t4"}</span></div>`;
function tmpl$5($api, $cmp, $slotset, $ctx) {
  const {ncls: api_normalize_class_name, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, fr: api_fragment} = $api;
  return [$cmp.known ? api_fragment(0, [api_static_fragment($fragment1$5, 2, [api_static_part(2, {
    className: api_normalize_class_name($cmp.barClass),
    style: $cmp.barStyle
  }, null), api_static_part(4, null, api_dynamic_text($cmp.text))])], 0) : null];
  /*LWC compiler v8.28.2*/
}
var _tmpl$5 = registerTemplate(tmpl$5);
tmpl$5.stylesheets = [];
tmpl$5.stylesheetToken = "lwc-37dcqui30ft";
tmpl$5.legacyStylesheetToken = "lwc-fillBar_fillBar";
if (_implicitStylesheets$4) {
  tmpl$5.stylesheets.push.apply(tmpl$5.stylesheets, _implicitStylesheets$4);
}
freezeTemplate(tmpl$5);

/*
 * Copyright (c) 2025, Salesforce, Inc.,
 * All rights reserved.
 * For full license text, see the LICENSE.txt file
 */
var LOCALE = "en-US";

const COUNT = new Intl.NumberFormat(LOCALE, {
  maximumFractionDigits: 0
});
const PERCENT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  maximumFractionDigits: 1
});
/** The smallest and largest share that is not rounded to the end of the scale. */
const SMALLEST = 0.001;
const LARGEST = 0.999;
/** Whether a number is known: zero is, null and undefined are not. */
function isKnown(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
/** A whole number in the user's locale. */
function formatCount(value) {
  return COUNT.format(value);
}
/** A share (0..1) in percent. Something never shows as 0%, and incomplete never as 100%. */
function formatShare(share) {
  if (share > 0 && share < SMALLEST) return `<${PERCENT.format(SMALLEST)}`;
  if (share < 1 && share > LARGEST) return `>${PERCENT.format(LARGEST)}`;
  return PERCENT.format(share);
}
/** A label whose `{0}`, `{1}` … stand for values. */
function formatLabel(label, ...values) {
  return label.replace(/\{(\d+)\}/g, (placeholder, index) => values[Number(index)] ?? placeholder);
}
/** Whether a text contains what the user searches for, ignoring case and outer blanks. */
function matchesSearch(search, ...texts) {
  const wanted = search.trim().toLocaleLowerCase(LOCALE);
  return wanted === '' || texts.some(text => text.toLocaleLowerCase(LOCALE).includes(wanted));
}

/** A share as a bar with its percentage as text. A share that is not known draws nothing. */
class FillBar extends LightningElement {
  constructor(...args) {
    super(...args);
    /** 0..1; null or undefined when not known. */
    this.share = void 0;
    /** Colours the bar; without a band it has the accent colour. */
    this.band = void 0;
  }
  get known() {
    return isKnown(this.share);
  }
  get text() {
    return isKnown(this.share) ? formatShare(this.share) : '';
  }
  get barClass() {
    const band = this.band ? ` bar_${this.band}` : '';
    return this.share ? `bar bar_some${band}` : 'bar';
  }
  get barStyle() {
    return `width: ${(this.share ?? 0) * 100}%`;
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(FillBar, {
  publicProps: {
    share: {
      config: 0
    },
    band: {
      config: 0
    }
  }
});
const __lwc_component_class_internal$6 = registerComponent(FillBar, {
  tmpl: _tmpl$5,
  sel: "c-fill-bar",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});

function stylesheet$3(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".values" + shadowSelector + " {width: 100%;}.values" + shadowSelector + " th" + shadowSelector + ",.values" + shadowSelector + " td" + shadowSelector + " {border-bottom: 1px solid var(--slds-g-color-border-1, #e5e5e5);padding: 0.375rem 0.5rem;white-space: normal;}.values" + shadowSelector + " tbody" + shadowSelector + " tr:last-child" + shadowSelector + " > *" + shadowSelector + " {border-bottom: 0;}.values" + shadowSelector + " thead" + shadowSelector + " th" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);font-size: 0.75rem;}.values" + shadowSelector + " tbody" + shadowSelector + " th" + shadowSelector + " {font-weight: 400;overflow-wrap: anywhere;}.values" + shadowSelector + " .number" + shadowSelector + " {font-variant-numeric: tabular-nums;text-align: end;width: 6rem;}.values" + shadowSelector + " .share" + shadowSelector + " {width: 40%;}.api" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);font-size: 0.75rem;}.badge" + shadowSelector + " {background: var(--slds-g-color-surface-container-1, #fff);border: 1px solid var(--slds-g-color-border-1, #c9c9c9);border-radius: 1rem;color: var(--slds-g-color-on-surface-3, #2e2e2e);display: inline-block;font-size: 0.75rem;margin-inline-start: 0.5rem;padding: 0 0.5rem;white-space: nowrap;}.badge_warning" + shadowSelector + " {border-color: transparent;background: var(--slds-g-color-warning-base-90, #fedfd0);color: var(--slds-g-color-warning-base-20, #4f2100);}@media (max-width: 40rem) {.badge" + shadowSelector + " {margin-inline-start: 0;}.values" + shadowSelector + " .number" + shadowSelector + " {width: auto;}}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$3 = [stylesheet$3];

const $fragment1$4 = parseFragment`<thead${3}><tr${3}><th scope="col"${3}>${"t3"}</th><th scope="col" class="number${0}"${2}>${"t5"}</th><th scope="col" class="share${0}"${2}>${"t7"}</th></tr></thead>`;
const $fragment2$4 = parseFragment`<span class="api${0}"${2}>${"t1"}</span>`;
const $fragment3$4 = parseFragment`<span${"c0"}${2}>${"t1"}</span>`;
const $fragment4$3 = parseFragment`<td class="number${0}"${2}>${"t1"}</td>`;
const stc0$4 = {
  "values": true
};
const stc1$4 = {
  key: 5
};
const stc2$4 = {
  attrs: {
    "scope": "row"
  },
  key: 7
};
const stc3$4 = {
  classMap: {
    "share": true
  },
  key: 15
};
function tmpl$4($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, fr: api_fragment, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, k: api_key, t: api_text, ncls: api_normalize_class_name, i: api_iterator, f: api_flatten, h: api_element} = $api;
  return [$cmp.isEmpty ? api_fragment(0, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "message": $cmp.labels.empty
    },
    key: 1
  })], 0) : api_fragment(0, [api_element("table", {
    classMap: stc0$4,
    attrs: {
      "aria-label": $cmp.heading
    },
    key: 2
  }, [api_static_fragment($fragment1$4, 4, [api_static_part(3, null, api_dynamic_text($cmp.labels.value)), api_static_part(5, null, api_dynamic_text($cmp.labels.count)), api_static_part(7, null, api_dynamic_text($cmp.labels.share))]), api_element("tbody", stc1$4, api_iterator($cmp.rows, function (row) {
    return api_element("tr", {
      key: api_key(6, row.value)
    }, [api_element("th", stc2$4, api_flatten([api_text(api_dynamic_text(row.label)), row.apiValue ? api_fragment(8, [api_static_fragment($fragment2$4, 10, [api_static_part(1, null, api_dynamic_text(row.apiValue))])], 0) : null, api_iterator(row.badges, function (badge) {
      return api_static_fragment($fragment3$4, api_key(12, badge.text), [api_static_part(0, {
        className: api_normalize_class_name(badge.badgeClass)
      }, null), api_static_part(1, null, api_dynamic_text(badge.text))]);
    })])), api_static_fragment($fragment4$3, 14, [api_static_part(1, null, api_dynamic_text(row.count))]), api_element("td", stc3$4, [api_custom_element("c-fill-bar", __lwc_component_class_internal$6, {
      props: {
        "share": row.share
      },
      key: 16
    })])]);
  }))])], 0)];
  /*LWC compiler v8.28.2*/
}
var _tmpl$4 = registerTemplate(tmpl$4);
tmpl$4.stylesheets = [];
tmpl$4.stylesheetToken = "lwc-7l0f339l0op";
tmpl$4.legacyStylesheetToken = "lwc-valueList_valueList";
if (_implicitStylesheets$3) {
  tmpl$4.stylesheets.push.apply(tmpl$4.stylesheets, _implicitStylesheets$3);
}
freezeTemplate(tmpl$4);

var count = "Records";

var empty$2 = "No values are defined or stored.";

var inactive = "Inactive";

var notMeasured = "Not measured";

var share = "Share";

var undefinedValue = "Not defined";

var unused = "Not used";

var value = "Value";

var labels$4 = {
  count,
  empty: empty$2,
  inactive,
  notMeasured,
  share,
  undefinedValue,
  unused,
  value
};

/** The values of one picklist with the records that hold each, most used first. */
class ValueList extends LightningElement {
  constructor(...args) {
    super(...args);
    this.values = [];
    /** Name of the table: the field that the values belong to. */
    this.heading = '';
    this.labels = labels$4;
  }
  get isEmpty() {
    return this.values.length === 0;
  }
  get rows() {
    return [...this.values].sort((a, b) => (b.count ?? -1) - (a.count ?? -1)).map(value => ({
      value: value.value,
      label: value.label ?? value.value,
      apiValue: value.label && value.label !== value.value ? value.value : '',
      badges: badgesOf(value),
      count: isKnown(value.count) ? formatCount(value.count) : labels$4.notMeasured,
      share: value.share ?? null
    }));
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(ValueList, {
  publicProps: {
    values: {
      config: 0
    },
    heading: {
      config: 0
    }
  },
  fields: ["labels"]
});
const __lwc_component_class_internal$5 = registerComponent(ValueList, {
  tmpl: _tmpl$4,
  sel: "c-value-list",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});
function badgesOf(value) {
  const badges = [];
  if (!value.defined) badges.push({
    text: labels$4.undefinedValue,
    badgeClass: 'badge badge_warning'
  });
  if (value.defined && !value.active) badges.push({
    text: labels$4.inactive,
    badgeClass: 'badge'
  });
  if (value.defined && value.count === 0) badges.push({
    text: labels$4.unused,
    badgeClass: 'badge'
  });
  return badges;
}

const $fragment1$3 = parseFragment`<button type="button" class="band${0}"${"a0:aria-pressed"}${"a0:data-band"}${2}><span${"c1"} aria-hidden="true"${2}></span>${"t2"}</button>`;
const $fragment2$3 = parseFragment`<span class="label${0}"${2}>${"t1"}</span>`;
const $fragment3$3 = parseFragment`<span class="name${0}"${2}>${"t1"}</span>`;
const $fragment4$2 = parseFragment`<td class="secondary${0}"${2}>${"t1"}</td>`;
const $fragment5$2 = parseFragment`<span class="not-measured${0}"${2}>${"t1"}</span>`;
const $fragment6$1 = parseFragment`<span class="note${0}"${2}>${"t1"}</span>`;
const $fragment7$1 = parseFragment`<td class="secondary${0}"${2}>${"t1"}</td>`;
const stc0$3 = {
  classMap: {
    "tools": true
  },
  key: 0
};
const stc1$3 = {
  "tool": true
};
const stc2$3 = {
  "bands": true
};
const stc3$3 = {
  classMap: {
    "scroll": true
  },
  key: 9
};
const stc4$3 = {
  "slds-table": true,
  "table": true
};
const stc5$3 = {
  key: 11
};
const stc6$3 = {
  key: 12
};
const stc7$3 = {
  "sort": true
};
const stc8$1 = {
  key: 17
};
const stc9$1 = {
  attrs: {
    "scope": "row"
  },
  key: 19
};
const stc10$1 = {
  "expand": true
};
const stc11$1 = {
  classMap: {
    "fill": true
  },
  key: 29
};
const stc12$1 = {
  classMap: {
    "values": true
  },
  attrs: {
    "colspan": "4"
  },
  key: 40
};
function tmpl$3($api, $cmp, $slotset, $ctx) {
  const {b: api_bind, c: api_custom_element, fr: api_fragment, h: api_element, k: api_key, ncls: api_normalize_class_name, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, i: api_iterator, t: api_text} = $api;
  const {_m0, _m1, _m2, _m3, _m4, _m5} = $ctx;
  return [api_element("div", stc0$3, [$cmp.hasRecordTypes ? api_fragment(1, [api_custom_element("lightning-combobox", _lightningCombobox, {
    classMap: stc1$3,
    props: {
      "name": "recordType",
      "label": $cmp.labels.recordType,
      "value": $cmp.recordTypeValue,
      "options": $cmp.recordTypeOptions
    },
    key: 2,
    on: _m0 || ($ctx._m0 = {
      "change": api_bind($cmp.handleRecordType)
    })
  })], 0) : null, api_custom_element("lightning-input", _lightningInput, {
    classMap: stc1$3,
    props: {
      "type": "search",
      "label": $cmp.labels.search,
      "value": $cmp.search
    },
    key: 3,
    on: _m1 || ($ctx._m1 = {
      "change": api_bind($cmp.handleSearch)
    })
  })]), $cmp.isEmpty ? api_fragment(4, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "message": $cmp.labels.empty
    },
    key: 5
  })], 0) : api_fragment(4, [api_element("div", {
    classMap: stc2$3,
    attrs: {
      "role": "group",
      "aria-label": $cmp.labels.bandFilter
    },
    key: 6
  }, api_iterator($cmp.bands, function (choice) {
    return api_static_fragment($fragment1$3, api_key(8, choice.name), [api_static_part(0, {
      on: _m3 || ($ctx._m3 = {
        "click": api_bind($cmp.handleBand)
      }),
      attrs: {
        "aria-pressed": choice.pressed,
        "data-band": choice.name
      }
    }, null), api_static_part(1, {
      className: api_normalize_class_name(choice.dotClass)
    }, null), api_static_part(2, null, api_dynamic_text(choice.text))]);
  })), api_element("div", stc3$3, [api_element("table", {
    classMap: stc4$3,
    attrs: {
      "aria-label": $cmp.labels.fields
    },
    key: 10
  }, [api_element("thead", stc5$3, [api_element("tr", stc6$3, api_iterator($cmp.headers, function (header) {
    return api_element("th", {
      className: api_normalize_class_name(header.headerClass),
      attrs: {
        "scope": "col",
        "aria-sort": header.ariaSort
      },
      key: api_key(13, header.name)
    }, [api_element("button", {
      classMap: stc7$3,
      attrs: {
        "type": "button",
        "data-column": header.name
      },
      key: 14,
      on: _m4 || ($ctx._m4 = {
        "click": api_bind($cmp.handleSort)
      })
    }, [api_text(api_dynamic_text(header.label)), header.iconName ? api_fragment(15, [api_custom_element("lightning-icon", _lightningIcon, {
      props: {
        "iconName": header.iconName,
        "alternativeText": header.iconText,
        "size": "xx-small"
      },
      key: 16
    })], 0) : null])]);
  }))]), api_element("tbody", stc8$1, api_iterator($cmp.rows, function (row) {
    return [api_element("tr", {
      attrs: {
        "data-field": row.name
      },
      key: api_key(18, row.key)
    }, [api_element("th", stc9$1, [api_static_fragment($fragment2$3, 21, [api_static_part(1, null, api_dynamic_text(row.label))]), api_static_fragment($fragment3$3, 23, [api_static_part(1, null, api_dynamic_text(row.name))]), row.hasValues ? api_fragment(24, [api_element("button", {
      classMap: stc10$1,
      attrs: {
        "type": "button",
        "aria-expanded": row.ariaExpanded,
        "aria-label": row.valuesHeading,
        "data-field": row.name
      },
      key: 25,
      on: _m5 || ($ctx._m5 = {
        "click": api_bind($cmp.handleExpand)
      })
    }, [api_custom_element("lightning-icon", _lightningIcon, {
      props: {
        "iconName": row.iconName,
        "size": "xx-small",
        "ariaHidden": "true"
      },
      key: 26
    }), api_text(api_dynamic_text(row.valuesLabel))])], 0) : null]), api_static_fragment($fragment4$2, 28, [api_static_part(1, null, api_dynamic_text(row.type))]), api_element("td", stc11$1, [row.notMeasured ? api_fragment(30, [api_static_fragment($fragment5$2, 32, [api_static_part(1, null, api_dynamic_text($cmp.labels.notMeasured))])], 0) : api_fragment(30, [api_custom_element("c-fill-bar", __lwc_component_class_internal$6, {
      props: {
        "share": row.share,
        "band": row.band
      },
      key: 33
    })], 0), api_static_fragment($fragment6$1, 35, [api_static_part(1, null, api_dynamic_text(row.detail))])]), api_static_fragment($fragment7$1, 37, [api_static_part(1, null, api_dynamic_text(row.method))])]), row.expanded ? api_fragment(38, [api_element("tr", {
      key: api_key(39, row.valuesKey)
    }, [api_element("td", stc12$1, [api_custom_element("c-value-list", __lwc_component_class_internal$5, {
      props: {
        "values": row.values,
        "heading": row.valuesHeading
      },
      key: 41
    })])])], 0) : null];
  }))]), $cmp.nothingFound ? api_fragment(42, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "message": $cmp.labels.noMatch
    },
    key: 43
  })], 0) : null])], 0)];
  /*LWC compiler v8.28.2*/
}
var _tmpl$3 = registerTemplate(tmpl$3);
tmpl$3.stylesheets = [];
tmpl$3.stylesheetToken = "lwc-50egjdm4j1a";
tmpl$3.legacyStylesheetToken = "lwc-fieldTable_fieldTable";
if (_implicitStylesheets$5) {
  tmpl$3.stylesheets.push.apply(tmpl$3.stylesheets, _implicitStylesheets$5);
}
freezeTemplate(tmpl$3);

var ascendingLabel = "Sorted ascending";

var descendingLabel = "Sorted descending";

/** Texts are sorted as the user's language sorts them; unknown values come last either way. */
function sortRows(rows, valueOf, ascending) {
  const direction = ascending ? 1 : -1;
  return [...rows].sort((first, second) => {
    const a = valueOf(first) ?? null;
    const b = valueOf(second) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * compare(a, b);
  });
}
function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), LOCALE, {
    numeric: true,
    sensitivity: 'base'
  });
}
/** The order after a click on a header: the other direction, or ascending by another column. */
function nextOrder(order, column) {
  return {
    column,
    ascending: order.column === column ? !order.ascending : true
  };
}
function sortHeaders(columns, order) {
  return columns.map(column => {
    if (column.name !== order.column) return {
      ...column,
      ariaSort: 'none',
      iconName: undefined,
      iconText: ''
    };
    return order.ascending ? {
      ...column,
      ariaSort: 'ascending',
      iconName: 'utility:arrowup',
      iconText: ascendingLabel
    } : {
      ...column,
      ariaSort: 'descending',
      iconName: 'utility:arrowdown',
      iconText: descendingLabel
    };
  });
}

var allRecordTypes = "All record types";

var bandAll = "All";

var bandBelow25 = "Below 25%";

var bandBelow50 = "25 to 50%";

var bandBelow75 = "50 to 75%";

var bandFilter = "Filter by fill rate";

var bandFrom75 = "75% and above";

var bandZero = "Empty";

var checkedOfTotal = "checked on {0} of {1}";

var empty$1 = "No field of this object has been counted yet.";

var field = "Field";

var fields = "Fields";

var filledOfTotal = "{0} of {1}";

var fillRate = "Fill rate";

var method = "How it was measured";

var methodAggregate = "Counted by query";

var methodCheckbox = "Share of checked records";

var methodCompound = "From its components";

var methodDefinition = "Always filled, by definition";

var methodFilter = "Counted with a filter";

var methodScan = "Read on every record";

var methodValues = "Counted per value";

var noMatch = "Nothing matches your search.";

var noReason = "No reason was recorded.";

var noRecords = "No records";

var recordType = "Record type";

var recordTypeOption = "{0} ({1} records)";

var search$1 = "Search fields";

var showValues = "Values ({0})";

var type = "Type";

var valuesOf = "Values of {0}";

var labels$3 = {
  allRecordTypes,
  bandAll,
  bandBelow25,
  bandBelow50,
  bandBelow75,
  bandFilter,
  bandFrom75,
  bandZero,
  checkedOfTotal,
  empty: empty$1,
  field,
  fields,
  filledOfTotal,
  fillRate,
  method,
  methodAggregate,
  methodCheckbox,
  methodCompound,
  methodDefinition,
  methodFilter,
  methodScan,
  methodValues,
  noMatch,
  noReason,
  noRecords,
  notMeasured,
  recordType,
  recordTypeOption,
  search: search$1,
  showValues,
  type,
  valuesOf
};

var addressType = "Address";

var anyTypeType = "Any type";

var checkboxType = "Checkbox";

var comboboxType = "Combobox";

var complexValueType = "Complex value";

var currencyType = "Currency";

var dataCategoryType = "Data category";

var dateType = "Date";

var dateTimeType = "Date/Time";

var emailType = "Email";

var fileType = "File";

var geolocationType = "Geolocation";

var lookupType = "Lookup";

var multiSelectPicklistType = "Multi-select picklist";

var numberType = "Number";

var percentType = "Percent";

var phoneType = "Phone";

var picklistType = "Picklist";

var recordIDType = "Record ID";

var textType = "Text";

var textEncryptedType = "Text (encrypted)";

var textAreaType = "Text area";

var timeType = "Time";

var urlType = "URL";

/** Names of the field types by Schema.DisplayType, in lower case. */
const TYPES = {
  string: textType,
  textarea: textAreaType,
  picklist: picklistType,
  multipicklist: multiSelectPicklistType,
  combobox: comboboxType,
  boolean: checkboxType,
  integer: numberType,
  long: numberType,
  double: numberType,
  currency: currencyType,
  percent: percentType,
  date: dateType,
  datetime: dateTimeType,
  time: timeType,
  email: emailType,
  phone: phoneType,
  url: urlType,
  reference: lookupType,
  id: recordIDType,
  base64: fileType,
  encryptedstring: textEncryptedType,
  address: addressType,
  location: geolocationType,
  anytype: anyTypeType,
  complexvalue: complexValueType,
  datacategorygroupreference: dataCategoryType
};
/** The name of a field type; a type that has no label yet is shown by its own name. */
const typeLabel = type => TYPES[type.toLowerCase()] ?? type;

const METHODS = {
  definition: labels$3.methodDefinition,
  aggregate: labels$3.methodAggregate,
  filter: labels$3.methodFilter,
  checkbox: labels$3.methodCheckbox,
  values: labels$3.methodValues,
  compound: labels$3.methodCompound,
  scan: labels$3.methodScan
};
/** What the table shows of a field. */
function fieldRow(field, expanded) {
  const values = field.values ?? [];
  return {
    key: field.name,
    valuesKey: `${field.name}:values`,
    name: field.name,
    label: field.label,
    type: typeLabel(field.type),
    share: isMeasured(field) ? field.share ?? null : null,
    band: field.band ?? null,
    detail: detailOf(field),
    notMeasured: !isMeasured(field),
    // A method that has no label yet is shown by its own name rather than hidden.
    method: field.method ? METHODS[field.method] ?? field.method : '',
    hasValues: values.length > 0,
    values,
    valuesLabel: formatLabel(labels$3.showValues, formatCount(values.length)),
    valuesHeading: formatLabel(labels$3.valuesOf, field.label),
    expanded,
    ariaExpanded: expanded ? 'true' : 'false',
    iconName: expanded ? 'utility:chevrondown' : 'utility:chevronright'
  };
}
/** Whether a field has figures. A share of no records is measured and still unknown. */
const isMeasured = field => field.status === 'measured';
const bandOf = field => isMeasured(field) ? field.band ?? null : 'notMeasured';
function detailOf(field) {
  if (!isMeasured(field)) return field.reason ?? labels$3.noReason;
  if (field.total === 0) return labels$3.noRecords;
  if (!isKnown(field.filled) || !isKnown(field.total)) return '';
  const label = field.type.toLowerCase() === 'boolean' ? labels$3.checkedOfTotal : labels$3.filledOfTotal;
  return formatLabel(label, formatCount(field.filled), formatCount(field.total));
}

/** Value of "all" in the record type picker: a combobox has no empty value. */
const ALL = 'all';
const COLUMNS$1 = [{
  name: 'label',
  label: labels$3.field,
  headerClass: ''
}, {
  name: 'type',
  label: labels$3.type,
  headerClass: 'secondary'
}, {
  name: 'fill',
  label: labels$3.fillRate,
  headerClass: 'fill'
}, {
  name: 'method',
  label: labels$3.method,
  headerClass: 'secondary'
}];
const VALUE$1 = {
  label: field => field.label,
  type: field => typeLabel(field.type),
  fill: field => field.share,
  method: field => field.method
};
const BANDS = [['zero', labels$3.bandZero], ['below25', labels$3.bandBelow25], ['below50', labels$3.bandBelow50], ['below75', labels$3.bandBelow75], ['from75', labels$3.bandFrom75], ['notMeasured', labels$3.notMeasured]];
/**
 * The fields of one object: fill rate, band, how it was measured or why not, and picklist values.
 * @fires recordtypechange with `{ recordTypeId }`, null for all record types.
 */
class FieldTable extends LightningElement {
  constructor(...args) {
    super(...args);
    /** Id of the record type that the figures are of; null: all. */
    this.recordTypeId = null;
    this.labels = labels$3;
    this.search = '';
    this.band = null;
    this.order = {
      column: 'fill',
      ascending: false
    };
    this.expanded = new Set();
    this.result = void 0;
  }
  get population() {
    return this.result;
  }
  set population(next) {
    // Filters stay while the same object is refreshed; another object starts afresh.
    if (next?.objectName !== this.result?.objectName) {
      this.search = '';
      this.band = null;
      this.expanded = new Set();
    }
    this.result = next;
  }
  get fields() {
    return this.result?.fields ?? [];
  }
  get isEmpty() {
    return this.fields.length === 0;
  }
  get headers() {
    return sortHeaders(COLUMNS$1, this.order);
  }
  get rows() {
    const found = this.fields.filter(field => matchesSearch(this.search, field.label, field.name) && (!this.band || bandOf(field) === this.band));
    const byLabel = sortRows(found, VALUE$1.label, true);
    const sorted = sortRows(byLabel, VALUE$1[this.order.column], this.order.ascending);
    return sorted.map(field => fieldRow(field, this.expanded.has(field.name)));
  }
  get nothingFound() {
    return this.rows.length === 0;
  }
  get bands() {
    const filters = BANDS.flatMap(([band, label]) => {
      const count = this.fields.filter(field => bandOf(field) === band).length;
      return count > 0 || band === this.band ? [this.bandButton(band, `${label} (${formatCount(count)})`)] : [];
    });
    return [this.bandButton(null, `${labels$3.bandAll} (${formatCount(this.fields.length)})`), ...filters];
  }
  get hasRecordTypes() {
    return (this.result?.recordTypes.length ?? 0) > 0;
  }
  get recordTypeOptions() {
    const options = (this.result?.recordTypes ?? []).map(({
      id,
      name,
      records
    }) => ({
      label: isKnown(records) ? formatLabel(labels$3.recordTypeOption, name, formatCount(records)) : name,
      value: id
    }));
    return [{
      label: labels$3.allRecordTypes,
      value: ALL
    }, ...options];
  }
  get recordTypeValue() {
    return this.recordTypeId ?? ALL;
  }
  handleSearch(event) {
    this.search = event.detail.value;
  }
  handleSort(event) {
    this.order = nextOrder(this.order, datasetOf(event)['column'] ?? 'label');
  }
  handleBand(event) {
    const chosen = datasetOf(event)['band'];
    this.band = BANDS.find(([band]) => band === chosen)?.[0] ?? null;
  }
  handleExpand(event) {
    const name = datasetOf(event)['field'] ?? '';
    const next = new Set(this.expanded);
    if (!next.delete(name)) next.add(name);
    this.expanded = next;
  }
  handleRecordType(event) {
    const {
      value
    } = event.detail;
    const recordTypeId = value === ALL ? null : value;
    this.dispatchEvent(new CustomEvent('recordtypechange', {
      detail: {
        recordTypeId
      }
    }));
  }
  bandButton(band, text) {
    return {
      name: band ?? ALL,
      text,
      pressed: band === this.band ? 'true' : 'false',
      dotClass: `dot dot_${band ?? ALL}`
    };
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(FieldTable, {
  publicProps: {
    recordTypeId: {
      config: 0
    },
    population: {
      config: 3
    }
  },
  fields: ["labels", "search", "band", "order", "expanded", "result"]
});
const __lwc_component_class_internal$4 = registerComponent(FieldTable, {
  tmpl: _tmpl$3,
  sel: "c-field-table",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});
const datasetOf = event => event.currentTarget.dataset;

function stylesheet$2(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".scroll" + shadowSelector + " {overflow-x: auto;}.table" + shadowSelector + " {background: transparent;table-layout: auto;width: 100%;}.table" + shadowSelector + " th" + shadowSelector + ",.table" + shadowSelector + " td" + shadowSelector + " {padding: 0.5rem;vertical-align: middle;white-space: normal;}.table" + shadowSelector + " thead" + shadowSelector + " th" + shadowSelector + " {padding-block: 0.25rem;}.number" + shadowSelector + " {font-variant-numeric: tabular-nums;text-align: end;}.sort" + shadowSelector + " {align-items: center;background: none;border: 0;color: inherit;cursor: pointer;display: inline-flex;font-weight: 600;gap: 0.25rem;padding: 0.25rem 0;white-space: nowrap;}.name" + shadowSelector + ",.note" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);display: block;font-size: 0.75rem;font-weight: 400;overflow-wrap: anywhere;}.search" + shadowSelector + " {display: block;padding: 0 0.5rem 0.75rem;}.row" + shadowSelector + " {position: relative;}.row:hover" + shadowSelector + " {background: var(--slds-g-color-surface-container-2, #f3f3f3);}.row_selected" + shadowSelector + ",.row_selected:hover" + shadowSelector + " {background: var(--slds-g-color-accent-container-light-1, #eef4ff);box-shadow: inset 3px 0 0 var(--slds-g-color-brand-base-50, #0176d3);}.choose" + shadowSelector + " {background: none;border: 0;cursor: pointer;padding: 0;text-align: start;}.choose" + shadowSelector + "::after {content: '';inset: 0;position: absolute;}.choose:hover" + shadowSelector + " .label" + shadowSelector + " {text-decoration: underline;}.label" + shadowSelector + " {color: var(--slds-g-color-accent-2, #0250d9);display: block;font-weight: 600;}.fill" + shadowSelector + " {min-width: 7rem;}@media (max-width: 40rem) {.fill" + shadowSelector + " {min-width: 4.5rem;}.table" + shadowSelector + " th" + shadowSelector + ", .table" + shadowSelector + " td" + shadowSelector + " {padding-inline: 0.25rem;}}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$2 = [stylesheet$2];

const $fragment1$2 = parseFragment`<th scope="row"${3}><button type="button" class="choose${0}"${"a1:aria-current"}${"a1:data-object"}${2}><span class="label${0}"${2}>${"t3"}</span><span class="name${0}"${2}>${"t5"}</span></button></th>`;
const $fragment2$2 = parseFragment`<td class="number${0}"${2}>${"t1"}</td>`;
const $fragment3$2 = parseFragment`<span class="note${0}"${2}>${"t1"}</span>`;
const stc0$2 = {
  "search": true
};
const stc1$2 = {
  classMap: {
    "scroll": true
  },
  key: 3
};
const stc2$2 = {
  "slds-table": true,
  "table": true
};
const stc3$2 = {
  key: 5
};
const stc4$2 = {
  key: 6
};
const stc5$2 = {
  "sort": true
};
const stc6$2 = {
  key: 11
};
const stc7$2 = {
  classMap: {
    "fill": true
  },
  key: 17
};
function tmpl$2($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, fr: api_fragment, b: api_bind, ncls: api_normalize_class_name, k: api_key, d: api_dynamic_text, t: api_text, h: api_element, i: api_iterator, sp: api_static_part, st: api_static_fragment} = $api;
  const {_m0, _m1, _m2} = $ctx;
  return [$cmp.isEmpty ? api_fragment(0, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "message": $cmp.labels.empty
    },
    key: 1
  })], 0) : api_fragment(0, [api_custom_element("lightning-input", _lightningInput, {
    classMap: stc0$2,
    props: {
      "type": "search",
      "label": $cmp.labels.search,
      "placeholder": $cmp.labels.search,
      "variant": "label-hidden",
      "value": $cmp.search
    },
    key: 2,
    on: _m0 || ($ctx._m0 = {
      "change": api_bind($cmp.handleSearch)
    })
  }), api_element("div", stc1$2, [api_element("table", {
    classMap: stc2$2,
    attrs: {
      "aria-label": $cmp.labels.objects
    },
    key: 4
  }, [api_element("thead", stc3$2, [api_element("tr", stc4$2, api_iterator($cmp.headers, function (header) {
    return api_element("th", {
      className: api_normalize_class_name(header.headerClass),
      attrs: {
        "scope": "col",
        "aria-sort": header.ariaSort
      },
      key: api_key(7, header.name)
    }, [api_element("button", {
      classMap: stc5$2,
      attrs: {
        "type": "button",
        "data-column": header.name
      },
      key: 8,
      on: _m1 || ($ctx._m1 = {
        "click": api_bind($cmp.handleSort)
      })
    }, [api_text(api_dynamic_text(header.label)), header.iconName ? api_fragment(9, [api_custom_element("lightning-icon", _lightningIcon, {
      props: {
        "iconName": header.iconName,
        "alternativeText": header.iconText,
        "size": "xx-small"
      },
      key: 10
    })], 0) : null])]);
  }))]), api_element("tbody", stc6$2, api_iterator($cmp.rows, function (row) {
    return api_element("tr", {
      className: api_normalize_class_name(row.rowClass),
      key: api_key(12, row.name)
    }, [api_static_fragment($fragment1$2, 14, [api_static_part(1, {
      on: _m2 || ($ctx._m2 = {
        "click": api_bind($cmp.handleChoose)
      }),
      attrs: {
        "aria-current": row.current,
        "data-object": row.name
      }
    }, null), api_static_part(3, null, api_dynamic_text(row.label)), api_static_part(5, null, api_dynamic_text(row.name))]), api_static_fragment($fragment2$2, 16, [api_static_part(1, null, api_dynamic_text(row.records))]), api_element("td", stc7$2, [api_custom_element("c-fill-bar", __lwc_component_class_internal$6, {
      props: {
        "share": row.averageFill
      },
      key: 18
    }), row.note ? api_fragment(19, [api_static_fragment($fragment3$2, 21, [api_static_part(1, null, api_dynamic_text(row.note))])], 0) : null])]);
  }))]), $cmp.nothingFound ? api_fragment(22, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "message": $cmp.labels.noMatch
    },
    key: 23
  })], 0) : null])], 0)];
  /*LWC compiler v8.28.2*/
}
var _tmpl$2 = registerTemplate(tmpl$2);
tmpl$2.stylesheets = [];
tmpl$2.stylesheetToken = "lwc-7c04t4m344s";
tmpl$2.legacyStylesheetToken = "lwc-objectList_objectList";
if (_implicitStylesheets$2) {
  tmpl$2.stylesheets.push.apply(tmpl$2.stylesheets, _implicitStylesheets$2);
}
freezeTemplate(tmpl$2);

var averageFill = "Average fill";

var empty = "No object has been counted yet.";

var noAverage = "No field has a fill rate";

var object = "Object";

var objects = "Objects";

var queued$1 = "Waiting";

var records = "Records";

var running$1 = "Counting";

var search = "Search objects";

var labels$2 = {
  averageFill,
  empty,
  noAverage,
  noMatch,
  noReason,
  noRecords,
  notMeasured,
  object,
  objects,
  queued: queued$1,
  records,
  running: running$1,
  search
};

const COLUMNS = [{
  name: 'label',
  label: labels$2.object,
  headerClass: ''
}, {
  name: 'records',
  label: labels$2.records,
  headerClass: 'number'
}, {
  name: 'fill',
  label: labels$2.averageFill,
  headerClass: ''
}];
const VALUE = {
  label: object => object.label,
  records: object => object.records,
  fill: object => object.averageFill
};
/** The objects of a run: search, sort, choose one. @fires choose with `{ objectName }`. */
class ObjectList extends LightningElement {
  constructor(...args) {
    super(...args);
    this.objects = [];
    /** API name of the chosen object. */
    this.selected = void 0;
    this.labels = labels$2;
    this.search = '';
    this.order = {
      column: 'records',
      ascending: false
    };
  }
  get headers() {
    return sortHeaders(COLUMNS, this.order);
  }
  get rows() {
    const found = this.objects.filter(object => matchesSearch(this.search, object.label, object.objectName));
    return sortRows(found, VALUE[this.order.column], this.order.ascending).map(object => {
      const isSelected = object.objectName === this.selected;
      return {
        name: object.objectName,
        label: object.label,
        rowClass: isSelected ? 'row row_selected' : 'row',
        current: isSelected ? 'true' : null,
        records: isKnown(object.records) ? formatCount(object.records) : '',
        averageFill: object.averageFill ?? null,
        note: noteOf(object)
      };
    });
  }
  get isEmpty() {
    return this.objects.length === 0;
  }
  get nothingFound() {
    return this.rows.length === 0;
  }
  handleSearch(event) {
    this.search = event.detail.value;
  }
  handleSort(event) {
    this.order = nextOrder(this.order, event.currentTarget.dataset['column'] ?? 'label');
  }
  handleChoose(event) {
    const objectName = event.currentTarget.dataset['object'];
    this.dispatchEvent(new CustomEvent('choose', {
      detail: {
        objectName
      }
    }));
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(ObjectList, {
  publicProps: {
    objects: {
      config: 0
    },
    selected: {
      config: 0
    }
  },
  fields: ["labels", "search", "order"]
});
const __lwc_component_class_internal$3 = registerComponent(ObjectList, {
  tmpl: _tmpl$2,
  sel: "c-object-list",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});
function noteOf(object) {
  if (object.status === 'Queued') return labels$2.queued;
  if (object.status === 'Running') return labels$2.running;
  if (isKnown(object.averageFill)) return '';
  if (object.status === 'measured') return object.records === 0 ? labels$2.noRecords : labels$2.noAverage;
  return `${labels$2.notMeasured}: ${object.reason ?? labels$2.noReason}`;
}

/** What the server wrote into the page. */
function pageContext() {
    const element = document.getElementById('page-context');
    if (!element?.textContent)
        throw new Error('The page carries no context: it was not served by the local org');
    return JSON.parse(element.textContent);
}

function currentUser() {
    const { user } = pageContext();
    if (!user)
        throw new Error('not supported by the local org: this org does not say who its browser user is');
    return user;
}
/** `@salesforce/customPermission/*`: true, or undefined as on the platform, never false. */
const hasCustomPermission = (name) => currentUser().customPermissions.includes(name) || undefined;

var manage = hasCustomPermission("ManageElementsConnect");

var view = hasCustomPermission("ViewElementsConnect");

/** May start runs and change settings. Apex checks it again: here it only enables controls. */
const canManage = () => manage === true;
/** May see results. */
const canView = () => view === true || canManage();

function stylesheet$1(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  var hostSelector = token ? ("[" + token + "-host]") : "";
  return ((useActualHostSelector ? ":host {" : hostSelector + " {")) + "display: flex;flex-direction: column;gap: 0.75rem;}.panel" + shadowSelector + " {background: var(--slds-g-color-surface-container-1, #fff);border: 1px solid var(--slds-g-color-border-1, #c9c9c9);border-radius: 1.25rem;padding: 1rem;}.page-header" + shadowSelector + " {align-items: center;display: flex;flex-wrap: wrap;gap: 0.75rem;justify-content: space-between;}.title" + shadowSelector + " {align-items: center;display: flex;gap: 0.75rem;min-width: 0;}.texts" + shadowSelector + " {min-width: 0;}.headline" + shadowSelector + " {color: var(--slds-g-color-on-surface-3, #03234d);font-size: 1.5rem;font-weight: 600;line-height: 1.25;}.subtitle" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);font-size: 0.8125rem;font-weight: 400;}.actions" + shadowSelector + " {align-items: center;display: flex;flex-wrap: wrap;gap: 0.5rem;}.hint" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);font-size: 0.75rem;max-width: 16rem;}.failure" + shadowSelector + " {display: block;}.loading" + shadowSelector + " {min-height: 10rem;position: relative;}.columns" + shadowSelector + " {align-items: start;display: grid;gap: 0.75rem;grid-template-columns: minmax(0, 1fr);}.objects" + shadowSelector + ",.fields" + shadowSelector + " {padding-inline: 0.5rem;}.heading" + shadowSelector + " {align-items: baseline;display: flex;flex-wrap: wrap;gap: 0 0.75rem;padding: 0 0.5rem 0.75rem;}@media (min-width: 64rem) {.columns" + shadowSelector + " {grid-template-columns: minmax(22rem, 2fr) minmax(0, 3fr);}}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets$1 = [stylesheet$1];

function stylesheet(token, useActualHostSelector, useNativeDirPseudoclass) {
  var shadowSelector = token ? ("[" + token + "]") : "";
  return ".head" + shadowSelector + " {align-items: center;display: flex;flex-wrap: wrap;gap: 0.25rem 0.75rem;}.time" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);display: inline-flex;flex-wrap: wrap;gap: 0.25rem;}.badge" + shadowSelector + " {background: var(--slds-g-color-neutral-base-95, #f3f3f3);border-radius: 1rem;color: var(--slds-g-color-on-surface-3, #2e2e2e);font-size: 0.75rem;font-weight: 600;padding: 0.125rem 0.625rem;}.badge_active" + shadowSelector + " {background: var(--slds-g-color-brand-base-90, #d8e6fe);color: var(--slds-g-color-brand-base-20, #032d60);}.badge_good" + shadowSelector + " {background: var(--slds-g-color-success-base-90, #cdefc4);color: var(--slds-g-color-success-base-20, #1c3326);}.badge_warning" + shadowSelector + " {background: var(--slds-g-color-warning-base-90, #fedfd0);color: var(--slds-g-color-warning-base-20, #4f2100);}.badge_bad" + shadowSelector + " {background: var(--slds-g-color-error-base-90, #feded8);color: var(--slds-g-color-error-base-20, #640103);}.progress" + shadowSelector + " {align-items: center;display: flex;gap: 0.75rem;margin-top: 0.75rem;}.track" + shadowSelector + " {background: var(--slds-g-color-neutral-base-90, #e5e5e5);border-radius: 0.25rem;flex: 1 1 auto;height: 0.5rem;overflow: hidden;}.bar" + shadowSelector + " {background: var(--slds-g-color-brand-base-50, #0176d3);height: 100%;transition: width 0.4s ease-out;}@media (prefers-reduced-motion: reduce) {.bar" + shadowSelector + " {transition: none;}}.progress-text" + shadowSelector + " {flex: none;font-variant-numeric: tabular-nums;}.figures" + shadowSelector + " {display: grid;gap: 0.75rem 1rem;grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));margin: 0.75rem 0 0;}.figure" + shadowSelector + " dt" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);font-size: 0.75rem;}.figure" + shadowSelector + " dd" + shadowSelector + " {margin: 0;}.number" + shadowSelector + " {color: var(--slds-g-color-on-surface-3, #03234d);font-size: 1.25rem;font-variant-numeric: tabular-nums;font-weight: 600;}.note" + shadowSelector + " {color: var(--slds-g-color-on-surface-1, #5c5c5c);display: block;font-size: 0.75rem;}";
  /*LWC compiler v8.28.2*/
}
var _implicitStylesheets = [stylesheet];

const $fragment1$1 = parseFragment`<h2 class="slds-text-heading_small${0}"${2}>${"t1"}</h2>`;
const $fragment2$1 = parseFragment`<span${"c0"} role="status"${2}>${"t1"}</span>`;
const $fragment3$1 = parseFragment`<span${3}>${"t1"}</span>`;
const $fragment4$1 = parseFragment`<span${3}>${"t1"}</span>`;
const $fragment5$1 = parseFragment`<div class="progress${0}"${2}><div class="track${0}" role="progressbar"${"a1:aria-label"} aria-valuemin="0" aria-valuemax="100"${"a1:aria-valuenow"}${"a1:aria-valuetext"}${2}><div class="bar${0}"${"s2"}${2}></div></div><span class="progress-text${0}"${2}>${"t4"}</span></div>`;
const $fragment6 = parseFragment`<dt${3}>${"t1"}</dt>`;
const $fragment7 = parseFragment`<span class="number${0}"${2}>${"t1"}</span>`;
const $fragment8 = parseFragment`<span class="note${0}"${2}>${"t1"}</span>`;
const stc0$1 = {
  "strip": true
};
const stc1$1 = {
  classMap: {
    "head": true
  },
  key: 1
};
const stc2$1 = {
  classMap: {
    "time": true
  },
  key: 7
};
const stc3$1 = {
  classMap: {
    "time": true
  },
  key: 12
};
const stc4$1 = {
  "slds-show": true,
  "slds-m-top_small": true
};
const stc5$1 = {
  classMap: {
    "figures": true
  },
  key: 21
};
const stc6$1 = {
  "figure": true
};
const stc7$1 = {
  key: 25
};
function tmpl$1($api, $cmp, $slotset, $ctx) {
  const {d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, ncls: api_normalize_class_name, c: api_custom_element, h: api_element, fr: api_fragment, k: api_key, i: api_iterator} = $api;
  return [api_element("section", {
    classMap: stc0$1,
    attrs: {
      "aria-label": $cmp.labels.latestRun
    },
    key: 0
  }, [api_element("div", stc1$1, [api_static_fragment($fragment1$1, 3, [api_static_part(1, null, api_dynamic_text($cmp.labels.latestRun) + ": " + api_dynamic_text($cmp.run.name))]), api_static_fragment($fragment2$1, 5, [api_static_part(0, {
    className: api_normalize_class_name($cmp.badgeClass)
  }, null), api_static_part(1, null, api_dynamic_text($cmp.statusLabel))]), $cmp.run.startedAt ? api_fragment(6, [api_element("span", stc2$1, [api_static_fragment($fragment3$1, 9, [api_static_part(1, null, api_dynamic_text($cmp.labels.startedAt))]), api_custom_element("lightning-formatted-date-time", _lightningFormattedDateTime, {
    props: {
      "value": $cmp.run.startedAt,
      "year": "numeric",
      "month": "short",
      "day": "numeric",
      "hour": "2-digit",
      "minute": "2-digit"
    },
    key: 10
  })])], 0) : null, $cmp.run.finishedAt ? api_fragment(11, [api_element("span", stc3$1, [api_static_fragment($fragment4$1, 14, [api_static_part(1, null, api_dynamic_text($cmp.labels.finishedAt))]), api_custom_element("lightning-formatted-date-time", _lightningFormattedDateTime, {
    props: {
      "value": $cmp.run.finishedAt,
      "year": "numeric",
      "month": "short",
      "day": "numeric",
      "hour": "2-digit",
      "minute": "2-digit"
    },
    key: 15
  })])], 0) : null]), $cmp.isActive ? api_fragment(16, [api_static_fragment($fragment5$1, 18, [api_static_part(1, {
    attrs: {
      "aria-label": $cmp.labels.progress,
      "aria-valuenow": $cmp.progress,
      "aria-valuetext": $cmp.progressText
    }
  }, null), api_static_part(2, {
    style: $cmp.progressStyle
  }, null), api_static_part(4, null, api_dynamic_text($cmp.progressText))])], 0) : null, $cmp.failure ? api_fragment(19, [api_custom_element("c-error-panel", __lwc_component_class_internal$7, {
    classMap: stc4$1,
    props: {
      "failure": $cmp.failure,
      "withoutRetry": true
    },
    key: 20
  })], 0) : null, api_element("dl", stc5$1, api_iterator($cmp.figures, function (figure) {
    return api_element("div", {
      classMap: stc6$1,
      attrs: {
        "data-figure": figure.name
      },
      key: api_key(22, figure.name)
    }, [api_static_fragment($fragment6, 24, [api_static_part(1, null, api_dynamic_text(figure.label))]), api_element("dd", stc7$1, [api_static_fragment($fragment7, 27, [api_static_part(1, null, api_dynamic_text(figure.text))]), figure.note ? api_fragment(28, [api_static_fragment($fragment8, 30, [api_static_part(1, null, api_dynamic_text(figure.note))])], 0) : null])]);
  }))])];
  /*LWC compiler v8.28.2*/
}
var _tmpl$1 = registerTemplate(tmpl$1);
tmpl$1.stylesheets = [];
tmpl$1.stylesheetToken = "lwc-6kbb8p56llu";
tmpl$1.legacyStylesheetToken = "lwc-runStatus_runStatus";
if (_implicitStylesheets) {
  tmpl$1.stylesheets.push.apply(tmpl$1.stylesheets, _implicitStylesheets);
}
freezeTemplate(tmpl$1);

var asyncExecutions = "Background jobs";

var cancelled = "Cancelled";

var completed = "Completed";

var completedWithErrors = "Completed with errors";

var dead = "{0} refused";

var failed = "Failed";

var fieldsMeasured = "Fields measured";

var fieldsUnmeasured = "Fields not measured";

var finishedAt = "Finished";

var latestRun = "Latest run";

var messagesDelivered = "Messages delivered";

var pending = "{0} waiting";

var progress = "Objects counted";

var progressText = "{0} of {1} objects";

var queries = "Queries used";

var queryRows = "Query rows used";

var queued = "Queued";

var recordsCounted = "Records counted";

var running = "Running";

var startedAt = "Started";

var labels$1 = {
  asyncExecutions,
  cancelled,
  completed,
  completedWithErrors,
  dead,
  failed,
  fieldsMeasured,
  fieldsUnmeasured,
  finishedAt,
  latestRun,
  messagesDelivered,
  pending,
  progress,
  progressText,
  queries,
  queryRows,
  queued,
  recordsCounted,
  running,
  startedAt
};

const STATUS = {
  Queued: {
    label: labels$1.queued,
    theme: ''
  },
  Running: {
    label: labels$1.running,
    theme: 'badge_active'
  },
  Completed: {
    label: labels$1.completed,
    theme: 'badge_good'
  },
  CompletedWithErrors: {
    label: labels$1.completedWithErrors,
    theme: 'badge_warning'
  },
  Failed: {
    label: labels$1.failed,
    theme: 'badge_bad'
  },
  Cancelled: {
    label: labels$1.cancelled,
    theme: ''
  }
};
/** The strip over the results: how the latest run stands, how far it is, what it counted and what it cost. */
class RunStatusStrip extends LightningElement {
  constructor(...args) {
    super(...args);
    this.run = void 0;
    this.labels = labels$1;
  }
  get statusLabel() {
    return STATUS[this.run.status].label;
  }
  get badgeClass() {
    return `badge ${STATUS[this.run.status].theme}`;
  }
  get isActive() {
    return this.run.status === 'Queued' || this.run.status === 'Running';
  }
  get progress() {
    const {
      objectsDone,
      objectsTotal
    } = this.run;
    return isKnown(objectsDone) && isKnown(objectsTotal) && objectsTotal > 0 ? Math.floor(objectsDone / objectsTotal * 100) : 0;
  }
  get progressStyle() {
    return `width: ${this.progress}%`;
  }
  get progressText() {
    const {
      objectsDone,
      objectsTotal
    } = this.run;
    return isKnown(objectsDone) && isKnown(objectsTotal) ? formatLabel(labels$1.progressText, formatCount(objectsDone), formatCount(objectsTotal)) : '';
  }
  get failure() {
    return this.run.error ?? undefined;
  }
  /** Figures that are not known are left out. */
  get figures() {
    const {
      run
    } = this;
    const figures = [['records', labels$1.recordsCounted, run.recordsCounted, ''], ['measured', labels$1.fieldsMeasured, run.fieldsMeasured, ''], ['unmeasured', labels$1.fieldsUnmeasured, run.fieldsUnmeasured, ''], ['queries', labels$1.queries, run.queriesUsed, ''], ['rows', labels$1.queryRows, run.queryRowsUsed, ''], ['jobs', labels$1.asyncExecutions, run.asyncExecutions, ''], ['delivered', labels$1.messagesDelivered, run.messagesDelivered, this.deliveryNote]];
    return figures.flatMap(([name, label, value, note]) => isKnown(value) ? [{
      name,
      label,
      text: formatCount(value),
      note
    }] : []);
  }
  get deliveryNote() {
    const {
      messagesPending,
      messagesDead
    } = this.run;
    const notes = [isKnown(messagesPending) && messagesPending > 0 && formatLabel(labels$1.pending, formatCount(messagesPending)), isKnown(messagesDead) && messagesDead > 0 && formatLabel(labels$1.dead, formatCount(messagesDead))];
    return notes.filter(note => note !== false).join(', ');
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(RunStatusStrip, {
  publicProps: {
    run: {
      config: 0
    }
  },
  fields: ["labels"]
});
const __lwc_component_class_internal$2 = registerComponent(RunStatusStrip, {
  tmpl: _tmpl$1,
  sel: "c-run-status",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});

const $fragment1 = parseFragment`<div class="texts${0}"${2}><h1 class="headline${0}"${2}>${"t2"}</h1><p class="subtitle${0}"${2}>${"t4"}</p></div>`;
const $fragment2 = parseFragment`<span class="hint${0}"${2}>${"t1"}</span>`;
const $fragment3 = parseFragment`<h2${"a0:id"} class="slds-text-heading_small heading${0}"${2}>${"t1"}</h2>`;
const $fragment4 = parseFragment`<span${3}>${"t1"}</span>`;
const $fragment5 = parseFragment`<span class="subtitle${0}"${2}>${"t1"}</span>`;
const stc0 = {
  classMap: {
    "panel": true,
    "page-header": true
  },
  key: 0
};
const stc1 = {
  classMap: {
    "title": true
  },
  key: 1
};
const stc2 = {
  props: {
    "iconName": "standard:report",
    "size": "medium",
    "ariaHidden": "true"
  },
  key: 2
};
const stc3 = {
  classMap: {
    "actions": true
  },
  key: 6
};
const stc4 = {
  "start": true
};
const stc5 = {
  classMap: {
    "panel": true
  },
  key: 13
};
const stc6 = {
  "failure": true
};
const stc7 = {
  classMap: {
    "panel": true,
    "loading": true
  },
  key: 18
};
const stc8 = {
  classMap: {
    "panel": true
  },
  key: 21
};
const stc9 = {
  classMap: {
    "panel": true
  },
  key: 24
};
const stc10 = {
  classMap: {
    "columns": true
  },
  key: 26
};
const stc11 = {
  "panel": true,
  "objects": true
};
const stc12 = {
  "panel": true,
  "fields": true
};
const stc13 = {
  "slds-text-heading_small": true,
  "heading": true
};
const stc14 = {
  "subtitle": true
};
const stc15 = {
  "slds-show": true,
  "slds-m-horizontal_small": true
};
const stc16 = {
  classMap: {
    "loading": true
  },
  key: 46
};
function tmpl($api, $cmp, $slotset, $ctx) {
  const {c: api_custom_element, d: api_dynamic_text, sp: api_static_part, st: api_static_fragment, h: api_element, b: api_bind, fr: api_fragment, gid: api_scoped_id} = $api;
  const {_m0, _m1, _m2, _m3, _m4, _m5} = $ctx;
  return [api_element("header", stc0, [api_element("div", stc1, [api_custom_element("lightning-icon", _lightningIcon, stc2), api_static_fragment($fragment1, 4, [api_static_part(2, null, api_dynamic_text($cmp.labels.title)), api_static_part(4, null, api_dynamic_text($cmp.labels.subtitle))])]), $cmp.hasAccess ? api_fragment(5, [api_element("div", stc3, [api_custom_element("lightning-button-icon", _lightningButtonIcon, {
    props: {
      "iconName": "utility:refresh",
      "variant": "border-filled",
      "alternativeText": $cmp.labels.refresh,
      "title": $cmp.labels.refresh
    },
    key: 7,
    on: _m0 || ($ctx._m0 = {
      "click": api_bind($cmp.handleRefresh)
    })
  }), api_custom_element("lightning-button", _lightningButton, {
    classMap: stc4,
    props: {
      "variant": "brand",
      "label": $cmp.labels.startRun,
      "disabled": $cmp.cannotStart
    },
    key: 8,
    on: _m1 || ($ctx._m1 = {
      "click": api_bind($cmp.handleStart)
    })
  }), $cmp.startHint ? api_fragment(9, [api_static_fragment($fragment2, 11, [api_static_part(1, null, api_dynamic_text($cmp.startHint))])], 0) : null])], 0) : null]), $cmp.denied ? api_fragment(12, [api_element("div", stc5, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "iconName": "utility:lock",
      "heading": $cmp.labels.noPermissionTitle,
      "message": $cmp.labels.noPermissionText
    },
    key: 14
  })])], 0) : null, $cmp.failure ? api_fragment(15, [api_custom_element("c-error-panel", __lwc_component_class_internal$7, {
    classMap: stc6,
    props: {
      "failure": $cmp.failure
    },
    key: 16,
    on: _m2 || ($ctx._m2 = {
      "retry": api_bind($cmp.handleRefresh)
    })
  })], 0) : null, $cmp.showsLoading ? api_fragment(17, [api_element("div", stc7, [api_custom_element("lightning-spinner", _lightningSpinner, {
    props: {
      "alternativeText": $cmp.labels.loading,
      "size": "medium"
    },
    key: 19
  })])], 0) : null, $cmp.showsNoRun ? api_fragment(20, [api_element("div", stc8, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "iconName": "utility:chart",
      "heading": $cmp.labels.noRunTitle,
      "message": $cmp.labels.noRunText
    },
    key: 22
  })])], 0) : null, $cmp.run ? api_fragment(23, [api_element("div", stc9, [api_custom_element("c-run-status", __lwc_component_class_internal$2, {
    props: {
      "run": $cmp.run
    },
    key: 25
  })]), api_element("div", stc10, [api_element("section", {
    classMap: stc11,
    attrs: {
      "aria-labelledby": api_scoped_id("objects-heading")
    },
    key: 27
  }, [api_static_fragment($fragment3, 29, [api_static_part(0, {
    attrs: {
      "id": api_scoped_id("objects-heading")
    }
  }, null), api_static_part(1, null, api_dynamic_text($cmp.labels.objects))]), api_custom_element("c-object-list", __lwc_component_class_internal$3, {
    props: {
      "objects": $cmp.objects,
      "selected": $cmp.selectedObject
    },
    key: 30,
    on: _m3 || ($ctx._m3 = {
      "choose": api_bind($cmp.handleChoose)
    })
  })]), $cmp.chosen ? api_fragment(31, [api_element("section", {
    classMap: stc12,
    attrs: {
      "aria-labelledby": api_scoped_id("fields-heading")
    },
    key: 32
  }, [api_element("h2", {
    classMap: stc13,
    attrs: {
      "id": api_scoped_id("fields-heading")
    },
    key: 33
  }, [api_static_fragment($fragment4, 35, [api_static_part(1, null, api_dynamic_text($cmp.fieldsHeading))]), $cmp.recordCount ? api_fragment(36, [api_static_fragment($fragment5, 38, [api_static_part(1, null, api_dynamic_text($cmp.recordCount))])], 0) : null, $cmp.chosen.asOf ? api_fragment(39, [api_custom_element("lightning-formatted-date-time", _lightningFormattedDateTime, {
    classMap: stc14,
    props: {
      "value": $cmp.chosen.asOf,
      "year": "numeric",
      "month": "short",
      "day": "numeric",
      "hour": "2-digit",
      "minute": "2-digit"
    },
    key: 40
  })], 0) : null]), $cmp.fieldsFailure ? api_fragment(41, [api_custom_element("c-error-panel", __lwc_component_class_internal$7, {
    classMap: stc15,
    props: {
      "failure": $cmp.fieldsFailure
    },
    key: 42,
    on: _m4 || ($ctx._m4 = {
      "retry": api_bind($cmp.handleRetryFields)
    })
  })], 0) : null, $cmp.fieldsHint ? api_fragment(43, [api_custom_element("c-empty-state", __lwc_component_class_internal$8, {
    props: {
      "iconName": "utility:clock",
      "message": $cmp.fieldsHint
    },
    key: 44
  })], 0) : null, $cmp.loadingFields ? api_fragment(45, [api_element("div", stc16, [api_custom_element("lightning-spinner", _lightningSpinner, {
    props: {
      "alternativeText": $cmp.labels.loading,
      "size": "medium"
    },
    key: 47
  })])], 0) : null, $cmp.showsFields ? api_fragment(48, [api_custom_element("c-field-table", __lwc_component_class_internal$4, {
    props: {
      "population": $cmp.population,
      "recordTypeId": $cmp.recordTypeId
    },
    key: 49,
    on: _m5 || ($ctx._m5 = {
      "recordtypechange": api_bind($cmp.handleRecordType)
    })
  })], 0) : null])], 0) : null])], 0) : null];
  /*LWC compiler v8.28.2*/
}
var _tmpl = registerTemplate(tmpl);
tmpl.stylesheets = [];
tmpl.stylesheetToken = "lwc-2bspesln84o";
tmpl.legacyStylesheetToken = "lwc-populationPage_populationPage";
if (_implicitStylesheets$1) {
  tmpl.stylesheets.push.apply(tmpl.stylesheets, _implicitStylesheets$1);
}
freezeTemplate(tmpl);

const ShowToastEventName = 'lightning__showtoast';
/** `lightning/platformShowToastEvent`, in the shape that the base components' toast container shows. */
class ShowToastEvent extends CustomEvent {
    toastAttributes;
    constructor({ title, message, messageData, variant = 'info', mode = 'dismissible' }) {
        if (mode === 'pester')
            throw new Error('not supported by the local org: toasts of mode pester');
        super(ShowToastEventName, { bubbles: true, cancelable: true, composed: true, detail: { toast: Toast } });
        this.toastAttributes = { title, message, messageData, mode, type: variant };
    }
}

/** `@salesforce/apex/<Class>.<method>`: a function that calls the method in the running org. */
function apexMethod(name) {
    const call = (params = {}) => post(name, params);
    return Object.defineProperty(call, 'adapter', {
        // Whether a method is cacheable is known to the compiler only; a wire that ignored it would be kinder.
        get: () => {
            throw new Error(`not supported by the local org: @wire of Apex (${name}); call it imperatively`);
        }
    });
}
async function post(name, params) {
    let response;
    try {
        response = await fetch(`/aura/${name}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(params)
        });
    }
    catch {
        throw failure(0, '', { message: 'Disconnected or Canceled' });
    }
    const body = await response.json();
    if (!response.ok)
        throw failure(response.status, response.statusText, body);
    return body;
}
const failure = (status, statusText, body) => ({
    status,
    statusText,
    ok: false,
    errorType: 'fetchResponse',
    headers: {},
    body
});

var readFields = apexMethod("PopulationConsole.fields");

var readLatestRun = apexMethod("PopulationConsole.latestRun");

var readObjects = apexMethod("PopulationConsole.objects");

var requestRun = apexMethod("PopulationConsole.startRun");

var fieldsOf = "Fields of {0}";

var loading = "Loading";

var noPermissionText = "Ask your administrator to assign you the Elements Connect permission set.";

var noPermissionTitle = "You don't have access to this page";

var noRunText = "Start a run to count every record and every field of this org. Only counts are stored, never the content of your records.";

var noRunTitle = "Nothing has been counted yet";

var objectWaiting = "This object has not been counted yet. Its fields appear here as soon as it is.";

var recordCount = "{0} records";

var refresh = "Refresh";

var started = "Run started";

var startedText = "Results appear here as each object is counted.";

var startFailed = "The run could not start";

var startRun = "Start run";

var startRunActive = "A run is in progress.";

var startRunDenied = "Only users with the permission \"Manage Elements Connect\" can start a run.";

var subtitle = "How many records each object has, and on how many of them each field is filled.";

var title = "Field population";

var labels = {
  fieldsOf,
  loading,
  noPermissionText,
  noPermissionTitle,
  noRunText,
  noRunTitle,
  objects,
  objectWaiting,
  recordCount,
  refresh,
  started,
  startedText,
  startFailed,
  startRun,
  startRunActive,
  startRunDenied,
  subtitle,
  title
};

/** Milliseconds between two looks while the page is visible. */
const VISIBLE_INTERVAL = 2_000;
/** The same while the page is hidden: nobody watches, and every look costs the org a request. */
const HIDDEN_INTERVAL = 30_000;
/**
 * Repeats a task until it says that it is done. The next wait begins when the task has ended, so slow answers never pile
 * up. A page that becomes visible again looks at once.
 */
class Poller {
  /** @param task resolves to whether to look again; must not reject. */
  constructor(task) {
    this.task = void 0;
    this.timer = void 0;
    this.running = false;
    this.busy = false;
    this.handleVisibility = () => {
      if (this.busy) return;
      if (document.hidden) {
        this.wait();
      } else {
        window.clearTimeout(this.timer);
        void this.look();
      }
    };
    this.task = task;
  }
  start() {
    if (this.running) return;
    this.running = true;
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.wait();
  }
  stop() {
    this.running = false;
    window.clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.handleVisibility);
  }
  wait() {
    window.clearTimeout(this.timer);
    // A run reports its progress by being asked: the platform offers no event that is free of a daily limit.
    // eslint-disable-next-line @lwc/lwc/no-async-operation
    this.timer = window.setTimeout(() => void this.look(), document.hidden ? HIDDEN_INTERVAL : VISIBLE_INTERVAL);
  }
  async look() {
    this.busy = true;
    const again = await this.task();
    this.busy = false;
    if (!this.running) return;
    if (again) this.wait();else this.stop();
  }
}

/**
 * The page "Field Population": starts runs, follows the one in progress, and shows what the latest run counted. The only
 * component here that calls Apex; its children get what they show.
 */
class PopulationPage extends LightningElement {
  constructor(...args) {
    super(...args);
    this.labels = labels;
    this.run = null;
    this.objects = [];
    this.selectedObject = void 0;
    this.recordTypeId = null;
    this.population = void 0;
    this.loading = true;
    this.loadingFields = false;
    this.starting = false;
    this.failure = void 0;
    this.fieldsFailure = void 0;
    this.poller = new Poller(() => this.poll());
    /** Counts requests for fields: an answer that a newer request has overtaken is dropped. */
    this.fieldsRequest = 0;
  }
  connectedCallback() {
    if (this.hasAccess) void this.load();else this.loading = false;
  }
  disconnectedCallback() {
    this.poller.stop();
  }
  get hasAccess() {
    return canView();
  }
  get denied() {
    return !this.hasAccess;
  }
  get showsNoRun() {
    return !this.loading && !this.failure && this.hasAccess && this.run === null;
  }
  get showsLoading() {
    return this.loading && this.run === null;
  }
  get isActive() {
    return this.run?.status === 'Queued' || this.run?.status === 'Running';
  }
  get cannotStart() {
    return !canManage() || this.isActive || this.starting || this.loading;
  }
  /** Why the button is disabled, where the reason lasts. */
  get startHint() {
    if (!canManage()) return labels.startRunDenied;
    return this.isActive ? labels.startRunActive : undefined;
  }
  get fieldsHeading() {
    return this.chosen ? formatLabel(labels.fieldsOf, this.chosen.label) : '';
  }
  get recordCount() {
    const records = this.population?.records;
    return isKnown(records) ? formatLabel(labels.recordCount, formatCount(records)) : '';
  }
  get chosen() {
    return this.objects.find(({
      objectName
    }) => objectName === this.selectedObject);
  }
  get showsFields() {
    return this.population !== undefined && !this.fieldsFailure;
  }
  /** Why the chosen object has no fields to show. */
  get fieldsHint() {
    const {
      chosen
    } = this;
    if (!chosen || hasResult(chosen)) return undefined;
    return chosen.reason ?? labels.objectWaiting;
  }
  handleRefresh() {
    void this.load();
  }
  handleChoose(event) {
    this.select(event.detail.objectName);
    void this.loadFields();
  }
  handleRecordType(event) {
    this.recordTypeId = event.detail.recordTypeId;
    void this.loadFields();
  }
  handleRetryFields() {
    void this.loadFields();
  }
  async handleStart() {
    this.starting = true;
    try {
      await requestRun();
      this.toast(labels.started, labels.startedText, 'success');
      await this.load();
    } catch (error) {
      this.toast(labels.startFailed, reduceErrors(error).join(' '), 'error');
    } finally {
      this.starting = false;
    }
  }
  /** Everything anew; polls on while the run is active. */
  async load() {
    this.loading = true;
    try {
      await this.readResults();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
    if (this.isActive && this.isConnected) this.poller.start();
  }
  async poll() {
    try {
      await this.readResults();
      this.failure = undefined;
    } catch (error) {
      // One look that failed ends the polling; the panel offers to try again.
      this.failure = error;
      return false;
    }
    return this.isActive;
  }
  async readResults() {
    const before = this.run;
    const run = await readLatestRun();
    const unchanged = run !== null && before?.runId === run.runId && before.status === run.status && before.objectsDone === run.objectsDone;
    // Results before the run: the page never shows a new run over the results of the one before.
    const objects = run === null ? [] : unchanged && this.isActive ? this.objects : await readObjects({
      runId: run.runId
    });
    this.run = run;
    this.objects = objects;
    if (unchanged && this.isActive) return;
    if (!this.chosen) this.select(mostRecords(objects)?.objectName);
    await this.loadFields();
  }
  select(objectName) {
    this.selectedObject = objectName;
    this.recordTypeId = null;
    this.population = undefined;
    this.fieldsFailure = undefined;
  }
  async loadFields() {
    const request = ++this.fieldsRequest;
    const {
      run,
      chosen,
      recordTypeId
    } = this;
    if (!run || !chosen || !hasResult(chosen)) return;
    this.loadingFields = this.population === undefined;
    try {
      const population = await readFields({
        runId: run.runId,
        objectName: chosen.objectName,
        recordTypeId
      });
      if (request !== this.fieldsRequest) return;
      this.population = population;
      this.fieldsFailure = undefined;
    } catch (error) {
      if (request !== this.fieldsRequest) return;
      this.fieldsFailure = error;
    } finally {
      if (request === this.fieldsRequest) this.loadingFields = false;
    }
  }
  toast(title, message, variant) {
    this.dispatchEvent(new ShowToastEvent({
      title,
      message,
      variant
    }));
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(PopulationPage, {
  fields: ["labels", "run", "objects", "selectedObject", "recordTypeId", "population", "loading", "loadingFields", "starting", "failure", "fieldsFailure", "poller", "fieldsRequest"]
});
const __lwc_component_class_internal$1 = registerComponent(PopulationPage, {
  tmpl: _tmpl,
  sel: "c-population-page",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});
/** Whether an object has been counted: until then it has no fields to ask for. */
const hasResult = ({
  status
}) => status === 'measured' || status === 'skipped' || status === 'unknown';
/** The object to show first: the one with most records. */
function mostRecords(objects) {
  return objects.filter(hasResult).sort((a, b) => (b.records ?? -1) - (a.records ?? -1))[0];
}

var application = { label: "Elements Connect", headerColor: "#0B5CAB", tabs: [{ name: "Field_Population", label: "Field Population", components: [{ name: "populationPage", constructor: __lwc_component_class_internal$1 }] }] };

const TAB_PATH = /^\/lightning\/n\/(\w+)$/;
/** Stands in for Lightning Experience: header, the application's tabs, toasts, and the app page of the open tab. */
class Shell extends LightningElement {
  constructor(...args) {
    super(...args);
    this.label = application.label;
    this.userName = pageContext().user?.name ?? '';
    this.openTab = tabAt(location.pathname);
    this.followHistory = () => {
      this.openTab = tabAt(location.pathname);
    };
  }
  connectedCallback() {
    window.addEventListener('popstate', this.followHistory);
  }
  disconnectedCallback() {
    window.removeEventListener('popstate', this.followHistory);
  }
  get tabs() {
    return application.tabs.map(tab => ({
      ...tab,
      url: `/lightning/n/${tab.name}`,
      current: tab === this.openTab ? 'page' : null,
      itemClass: `slds-context-bar__item${tab === this.openTab ? ' slds-is-active' : ''}`
    }));
  }
  get headerStyle() {
    return `border-top: 3px solid ${application.headerColor}`;
  }
  handleSkip(event) {
    event.preventDefault();
    this.refs['content']?.focus();
  }
  handleTab(event) {
    const {
      currentTarget
    } = event;
    if (!(currentTarget instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', currentTarget.href);
    this.followHistory();
  }
  /*LWC compiler v8.28.2*/
}
registerDecorators(Shell, {
  fields: ["label", "userName", "openTab", "followHistory"]
});
const __lwc_component_class_internal = registerComponent(Shell, {
  tmpl: _tmpl$8,
  sel: "local-shell",
  apiVersion: 66,
  enableSyntheticElementInternals: true
});
/** The tab of a page address; the first one at `/`; none at an unknown address. */
function tabAt(pathname) {
  if (pathname === '/') return application.tabs[0];
  const name = TAB_PATH.exec(pathname)?.[1];
  return application.tabs.find(tab => tab.name === name);
}

// First, as on the platform: it patches the DOM that everything else uses.
document.body.append(createElement('local-shell', { is: __lwc_component_class_internal }));
//# sourceMappingURL=main.js.map
