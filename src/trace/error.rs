use std::fmt;

/// Says what is wrong with a recording: in which event, what it is, and what it must be.
///
/// ```
/// let error = cvsp::Recording::read(&br#"[{ "ph": "X", "ts": 0, "dur": -1 }]"#[..]).unwrap_err();
/// assert_eq!((error.event, error.field.as_str()), (Some(0), "dur"));
/// assert_eq!(error.to_string(), "event 0: dur is -1; it must be microseconds from 0 to 9007199254740992");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TraceError {
    /// The event's place in the file, from 0; `None` where no single event is wrong.
    pub event: Option<usize>,
    /// The event's field, such as `ts`; empty where the whole event is wrong. Without an event, what of the recording is.
    pub field: String,
    /// What is there, cut short if it is long; `missing` where nothing is.
    pub value: String,
    /// What must be there.
    pub allowed: String,
}

impl TraceError {
    pub(crate) fn new(field: &str, value: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { event: None, field: field.to_owned(), value: value.into(), allowed: allowed.into() }
    }

    pub(crate) fn at(self, event: usize) -> Self {
        Self { event: Some(event), ..self }
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event, field, value, allowed } = self;
        match event {
            Some(event) if field.is_empty() => write!(f, "event {event} is {value}; it must be {allowed}"),
            Some(event) => write!(f, "event {event}: {field} is {value}; it must be {allowed}"),
            None => write!(f, "{field} is {value}; it must be {allowed}"),
        }
    }
}

impl std::error::Error for TraceError {}
