"""Speaks to a server as programs do that were written for others: by liblistenbrainz as to ListenBrainz, by spotipy as to Spotify.

Reads one JSON object a line from standard input, {"do", ...}, and answers each with one on standard output.
"""

import json
import sys
import warnings

import spotipy
from liblistenbrainz import ListenBrainz, Listen, errors

warnings.simplefilter("ignore", DeprecationWarning)

client = ListenBrainz(sys.argv[1])


def listen_of(told):
    return Listen(**told)


def told_of(listen):
    return {
        "listened_at": listen.listened_at,
        "artist_name": listen.artist_name,
        "track_name": listen.track_name,
        "release_name": listen.release_name,
        "recording_msid": listen.recording_msid,
    }


def answer(request):
    do = request["do"]
    if do == "token":
        client.set_auth_token(request["token"])
        return True
    if do == "single":
        return client.submit_single_listen(listen_of(request["listen"]))
    if do == "import":
        return client.submit_multiple_listens([listen_of(told) for told in request["listens"]])
    if do == "playing":
        return client.submit_playing_now(listen_of(request["listen"]))
    if do == "what plays":
        playing = client.get_playing_now(request["user"])
        return None if playing is None else told_of(playing)
    if do == "listens":
        return [told_of(listen) for listen in client.get_listens(request["user"], **request.get("page", {}))]
    if do == "features":
        spotify = spotipy.Spotify(auth=request["token"])
        spotify.prefix = sys.argv[1] + "/api/v1/"
        return spotify.audio_features(request["tracks"])
    raise ValueError(do)


for line in sys.stdin:
    try:
        result = {"answer": answer(json.loads(line))}
    except errors.ListenBrainzAPIException as error:
        result = {"status": error.status_code, "message": error.message}
    except errors.InvalidAuthTokenException:
        result = {"status": None, "message": "invalid token"}
    print(json.dumps(result), flush=True)
