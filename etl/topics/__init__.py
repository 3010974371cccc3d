"""What an activity is, about what and for whom: event nouns, themes, audiences, and the verbs and cues around them."""

from etl.topics.read import TopicMention, read_topics

__all__ = ["TopicMention", "read_topics"]
