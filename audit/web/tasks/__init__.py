"""The work behind the page, in processes that can be stopped: the queue, the audit of a version, pictures of pages."""
