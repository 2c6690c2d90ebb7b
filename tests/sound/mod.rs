//! Checks what holds of every recording, whatever bytes it was read from: for tests and for `fuzz/`.

use cvsp::{Recording, SpanKind, Strategy, Timeline, Wish};

/// Reads bytes, and checks what comes of them. Returns whether they were a recording.
pub fn check(bytes: &[u8]) -> bool {
    let recording = match Recording::read(bytes) {
        Ok(recording) => recording,
        Err(error) => {
            check_message(&error.to_string());
            return false;
        }
    };
    assert_eq!(recording.names().len(), recording.timeline().tasks() as usize);
    check_timeline(recording.timeline());
    for strategy in [None, Some(Strategy::Coroutines), Some(Strategy::Threads)] {
        match recording.predict(Wish { strategy, limit: None }) {
            Ok(prediction) => {
                check_timeline(prediction.timeline());
                assert_eq!(prediction.timeline().tasks(), recording.timeline().tasks());
                let comparison = prediction.compare(&recording);
                assert!(comparison.makespan.is_finite() && comparison.makespan >= 0.0);
                assert!(comparison.median_end <= comparison.most_end);
            }
            Err(error) => check_message(&error.to_string()),
        }
    }
    let mut written = Vec::new();
    recording.write_trace(&mut written).expect("memory can be written");
    let again = Recording::read(&written[..]).unwrap_or_else(|error| panic!("{error}: {}", text(&written)));
    assert_eq!(again.timeline().spans(), recording.timeline().spans(), "{}", text(&written));
    true
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A message is one line of reasonable length, whatever the input.
fn check_message(message: &str) {
    assert!(!message.is_empty());
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.chars().count() < 1000, "{message:?}");
}

fn check_timeline(timeline: &Timeline) {
    let mut latest = (0, 0, None);
    let mut busy_until = vec![0; timeline.tasks() as usize];
    for span in timeline.spans() {
        assert!(span.start < span.end, "no span is empty: {span:?}");
        let order = (span.start, span.end, span.task());
        assert!(latest <= order, "spans are sorted: {span:?}");
        latest = order;
        assert!(span.slot() < timeline.slots(), "{span:?}");
        assert!(span.executor().is_none_or(|executor| executor < timeline.executors()), "{span:?}");
        assert_eq!(span.task().is_none(), span.kind() == SpanKind::Start, "{span:?}");
        if let Some(task) = span.task() {
            assert!(busy_until[task as usize] <= span.start, "spans of one task do not overlap: {span:?}");
            busy_until[task as usize] = span.end;
        }
    }
    assert!(timeline.peak_in_flight() <= timeline.tasks());
}
