//! Finds the events in the bytes of a file, one after another, so that no more than one of them is held as text.

use std::io::{ErrorKind, Read};

use crate::trace::error::TraceError;

/// The longest recording that is read, in bytes: 256 MB.
pub(crate) const MAX_BYTES: usize = 1 << 28;

/// What the file has beside its events.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// Whether the file ends before its list of events does, as it is when a program was ended.
    pub(crate) is_cut_off: bool,
    /// The text of `otherData`, where a recorder says what it recorded.
    pub(crate) other_data: Option<Vec<u8>>,
    /// Whether `VizTracer` says that it wrote the file.
    pub(crate) is_viztracer: bool,
}

/// Goes through a file, which is a list of events or an object that has one as `traceEvents`, and gives the text of each
/// event to `take`. What is cut off in the middle of an event ends before that event.
pub(crate) fn scan(
    source: impl Read,
    mut take: impl FnMut(&[u8]) -> Result<(), TraceError>,
) -> Result<Around, TraceError> {
    let mut scanner = Scanner::new(source);
    let mut around = Around::default();
    // Windows' programs may begin a file with a mark of its encoding.
    if scanner.peek()? == Some(0xef) {
        scanner.value()?;
        if scanner.text != [0xef, 0xbb, 0xbf] {
            return Err(scanner.bad_start());
        }
    }
    match scanner.next()? {
        Some(b'[') => {
            scanner.at += 1;
            around.is_cut_off = !scanner.list(&mut take)?;
        }
        Some(b'{') => {
            scanner.at += 1;
            around.is_cut_off = !scanner.object(&mut around, &mut take)?;
        }
        Some(_) => {
            scanner.value()?;
            return Err(scanner.bad_start());
        }
        None => return Err(TraceError::new("the recording", "empty", ALLOWED)),
    }
    if scanner.next()?.is_some() {
        let value = format!("longer than its list of events, from byte {} on", scanner.position());
        return Err(TraceError::new("the recording", value, ALLOWED));
    }
    Ok(around)
}

const ALLOWED: &str = "Chrome trace events: a list of them, or an object that has one as traceEvents";

struct Scanner<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    /// How many bytes came before those in the buffer.
    before: usize,
    /// The value that was found last.
    text: Vec<u8>,
}

impl<R: Read> Scanner<R> {
    fn new(source: R) -> Self {
        Self { source, buffer: vec![0; 1 << 16], at: 0, filled: 0, before: 0, text: Vec::new() }
    }

    fn position(&self) -> usize {
        self.before + self.at
    }

    fn bad_start(&self) -> TraceError {
        TraceError::new("the recording", shown(&self.text), ALLOWED)
    }

    /// The next byte, which stays where it is.
    fn peek(&mut self) -> Result<Option<u8>, TraceError> {
        if self.at == self.filled {
            self.before += self.filled;
            self.at = 0;
            self.filled = loop {
                match self.source.read(&mut self.buffer) {
                    Ok(count) => break count,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => {
                        return Err(TraceError::new("the recording", format!("unreadable ({error})"), "a file"));
                    }
                }
            };
            if self.before + self.filled > MAX_BYTES {
                let value = format!("more than {MAX_BYTES} bytes long");
                return Err(TraceError::new("the recording", value, "shorter: record less of the run"));
            }
        }
        Ok((self.at < self.filled).then(|| self.buffer[self.at]))
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> Result<Option<u8>, TraceError> {
        loop {
            match self.peek()? {
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                byte => return Ok(byte),
            }
        }
    }

    /// Finds where the value ends that begins here, and holds its text. Returns whether it ends before the file does.
    fn value(&mut self) -> Result<bool, TraceError> {
        self.text.clear();
        let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
        while self.peek()?.is_some() {
            let rest = &self.buffer[self.at..self.filled];
            for (index, byte) in rest.iter().enumerate() {
                // How many bytes the value takes of these, where it ends among them.
                let mut end = None;
                if in_text {
                    match byte {
                        _ if is_escaped => is_escaped = false,
                        b'\\' => is_escaped = true,
                        b'"' => {
                            in_text = false;
                            end = (depth == 0).then_some(index + 1);
                        }
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth > 0 => {
                            depth -= 1;
                            end = (depth == 0).then_some(index + 1);
                        }
                        b'}' | b']' | b',' | b':' if depth == 0 => end = Some(index),
                        _ if depth == 0 && byte.is_ascii_whitespace() => end = Some(index),
                        _ => {}
                    }
                }
                if let Some(end) = end {
                    self.text.extend_from_slice(&rest[..end]);
                    self.at += end;
                    return Ok(true);
                }
            }
            self.text.extend_from_slice(rest);
            self.at = self.filled;
        }
        Ok(false)
    }

    /// Goes through a list of events, whose bracket is read. Returns whether its end is there.
    fn list(&mut self, take: &mut impl FnMut(&[u8]) -> Result<(), TraceError>) -> Result<bool, TraceError> {
        for event in 0.. {
            match self.next()? {
                None => return Ok(false),
                // There may be a comma after the last event.
                Some(b']') => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(_) => {}
            }
            if !self.value()? {
                return Ok(false);
            }
            take(&self.text)?;
            match self.next()? {
                None => return Ok(false),
                Some(b',') => self.at += 1,
                Some(b']') => {}
                Some(byte) => {
                    let value = format!("followed by {}", shown(&[byte]));
                    return Err(TraceError::new("", value, "followed by a comma, or by the end of the list").at(event));
                }
            }
        }
        Ok(true)
    }

    /// Goes through an object, whose brace is read. Returns whether its end is there.
    fn object(
        &mut self,
        around: &mut Around,
        take: &mut impl FnMut(&[u8]) -> Result<(), TraceError>,
    ) -> Result<bool, TraceError> {
        let mut has_events = false;
        // Without a list of events, what is cut off holds nothing that could be shown.
        let cut_off = |has_events: bool| if has_events { Ok(false) } else { Err(no_events()) };
        loop {
            match self.next()? {
                None => return cut_off(has_events),
                Some(b'}') => {
                    self.at += 1;
                    return if has_events { Ok(true) } else { Err(no_events()) };
                }
                Some(_) => {}
            }
            if !self.value()? {
                return cut_off(has_events);
            }
            let name = std::mem::take(&mut self.text);
            match self.next()? {
                None => return cut_off(has_events),
                Some(b':') => self.at += 1,
                Some(_) => {
                    let value = format!("no JSON, at byte {}", self.position());
                    return Err(TraceError::new("the recording", value, ALLOWED));
                }
            }
            let starts_list = self.next()? == Some(b'[');
            if name == br#""traceEvents""# && starts_list {
                if has_events {
                    return Err(TraceError::new("traceEvents", "given twice", "given once"));
                }
                has_events = true;
                self.at += 1;
                if !self.list(take)? {
                    return Ok(false);
                }
            } else {
                let is_whole = self.value()?;
                if name == br#""traceEvents""# {
                    return Err(TraceError::new("traceEvents", shown(&self.text), "a list of events"));
                }
                around.is_viztracer |= name == br#""viztracer_metadata""#;
                if !is_whole {
                    return cut_off(has_events);
                }
                if name == br#""otherData""# {
                    around.other_data = Some(std::mem::take(&mut self.text));
                }
            }
            if self.next()? == Some(b',') {
                self.at += 1;
            }
        }
    }
}

fn no_events() -> TraceError {
    TraceError::new("traceEvents", "missing", "a list of events")
}

/// Shows the first bytes of a text on one line.
pub(crate) fn shown(text: &[u8]) -> String {
    const MOST: usize = 60;
    let all = String::from_utf8_lossy(&text[..text.len().min(4 * MOST)]);
    let mut shown: String = all.chars().take(MOST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if all.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_a_gigabyte_is_read_and_no_more() {
        for (bytes, is_read) in [(MAX_BYTES, true), (MAX_BYTES + 1, false)] {
            let mut scanner = Scanner::new(&b"1, 2] "[..]);
            scanner.before = bytes - 6;
            let read = scanner.list(&mut |_| Ok(())).map_err(|error| error.to_string());
            let expected =
                "the recording is more than 268435456 bytes long; it must be shorter: record less of the run";
            assert_eq!(read, if is_read { Ok(true) } else { Err(expected.to_owned()) });
        }
    }
}
