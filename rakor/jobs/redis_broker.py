"""Kombu's Redis transport, with a worker that goes on when Redis did not answer to "this message is done".

Kombu's own keeps such a message among those at work: with one slot the worker then waits for ever, connected and
silent. Ours frees the slot; Redis gives the message out again after the visibility timeout, when the row is long done.
"""

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    def ack(self, delivery_tag: str) -> None:
        try:
            super().ack(delivery_tag)
        finally:
            virtual.QoS.ack(self, delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            super().reject(delivery_tag, requeue=requeue)
        finally:
            virtual.QoS.ack(self, delivery_tag)


class Channel(redis.Channel):
    QoS = QoS


class Transport(redis.Transport):
    Channel = Channel
