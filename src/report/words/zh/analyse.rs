//! Problems of the room `analyse`.

use crate::model::problem::AnalyseProblem;
use crate::report::words::Message;

/// Words a problem.
pub fn message(kind: &AnalyseProblem) -> Message {
    match kind {
        AnalyseProblem::NoRows => Message::new("没有一行计入，无从报告")
            .hint("`mingxi check` 说明文件是怎样读的；`--rejects rejects.csv` 列出每一行搁置的原因"),
        AnalyseProblem::NoSuchPeriod { wanted, first, last, ended } => {
            let message = Message::new(format!("数据中没有 {wanted}，只有 {first} 至 {last}"));
            match ended {
                Some(ended) => message.hint(format!("`--period {ended}` 是最后一个已结束的期")),
                None => message.hint(format!("如果 {last} 的数据已经齐全：`--as-of {}`", last.last_day())),
            }
        }
        AnalyseProblem::NotEnded { wanted, as_of, last } => {
            let text = format!("{wanted} 到 {} 才结束，而报告截至 {as_of}", wanted.last_day());
            let message = Message::new(text).detail("未结束的期间不算流失，也不参与趋势");
            match last {
                Some(last) => message.hint(format!("`--period {last}`，或 `--as-of {}`", wanted.last_day())),
                None => message.hint(format!("如果数据已经齐全：`--as-of {}`", wanted.last_day())),
            }
        }
    }
}
