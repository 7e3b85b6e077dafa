"""Files that take long to write: asked for, waited for, and then offered.

The fact a newcomer gets wrong: the script that shows the progress is stopped when its reader
leaves, and that stops the work. So nothing here may catch what Streamlit raises to stop a script.
"""

from collections.abc import Callable, Iterator

import streamlit as st

from dashboard import queries
from dashboard.delivery import faults
from dashboard.takeaway import worker
from dashboard.words.itself import data as data_words


def offer(
    what: str,
    name: tuple,
    build: Callable[[], Iterator[worker.Waiting | float | bytes]],
    file_name: str,
    kind: str,
) -> None:
    """A button that has the worker make a file, its progress, and then the file.

    What one reader had made is there for all who ask for the same. `name` says what it is.
    """
    wanted = (queries.build_facts()["data_version"], *name)
    if st.button(f"Prepare {what}", key=f"prepare {file_name}") and not worker.made.look(wanted):
        bar = st.progress(0.0, text=data_words.WRITING)
        try:
            for done in build():
                if isinstance(done, bytes):
                    worker.made.put(wanted, done)
                elif isinstance(done, worker.Waiting):
                    bar.progress(0.0, text=data_words.in_the_queue(done.place))
                else:
                    bar.progress(done, text=data_words.WRITING)
        except worker.Busy:
            st.info(data_words.BUSY)
        except worker.Failed as failure:
            st.error(data_words.not_made(str(failure), faults.report(failure)))
        bar.empty()
    content = worker.made.look(wanted)
    if content:
        st.download_button(
            f"Download {what} ({data_words.size(len(content))})",
            data=content,
            file_name=file_name,
            mime=kind,
            key=f"take {file_name}",
            on_click="ignore",
            type="primary",
        )
