"""Runs the calls of Macrometa's quickstart with the unmodified pyC8 and prints what it saw as JSON."""

import base64
import json
import os
import warnings

from c8 import C8Client

warnings.filterwarnings("ignore")

STREAM = "streamQuickstart"
COUNT = 3

facts = json.loads(os.environ["STREAMSCOPE_SANDBOX"])
# pyC8 leaves a host alone that holds "api-": as the user part of the address it changes nothing.
client = C8Client(
    protocol="https",
    host="api-x@127.0.0.1",
    port=443,
    apikey=facts["apiKey"],
    geofabric="_system",
)

existed = client.has_stream(STREAM, local=False)
created = client.create_stream(STREAM, local=False)
exists = client.has_stream(STREAM, local=False)

subscriber = client.subscribe(
    stream=STREAM, local=False, subscription_name="test-subscription-1"
)
producer = client.create_stream_producer(STREAM, local=False)
receipts = []
for i in range(COUNT):
    text = "Persistent Hello from (%d)" % i
    data = {"payload": base64.b64encode(text.encode("utf-8")).decode("utf-8")}
    producer.send(json.dumps(data))
    receipts.append(json.loads(producer.recv())["result"])

payloads = []
for _ in range(COUNT):
    message = json.loads(subscriber.recv())
    payloads.append(message["payload"])
    subscriber.send(json.dumps({"messageId": message["messageId"]}))

client.publish_message_stream(stream="c8globals." + STREAM, message="over REST")
over_rest = json.loads(subscriber.recv())
subscriber.send(json.dumps({"messageId": over_rest["messageId"]}))

producer.close()
subscriber.close()
print(
    json.dumps(
        {
            "existed": existed,
            "created": created,
            "exists": exists,
            "receipts": receipts,
            "payloads": payloads,
            "overRest": over_rest["payload"],
            "subscriptions": client.get_stream_subscriptions(STREAM, local=False),
        }
    )
)
