package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A client's channel and its backend's, and how they end together.
final class Link {
  private static final String SHUTDOWN = "terminating connection due to administrator command";

  final Door door;
  final Channel client;
  final Channel backend;
  final Outlet toClient;
  final Outlet toBackend;
  private final FrameReader clientReader;
  private final FrameReader backendReader;
  private @Nullable Session session;

  /// What a CancelRequest needs: process id and key, as the backend sent them.
  private byte @Nullable [] key;

  private boolean ended;
  private boolean failed;
  private boolean terminated;
  private boolean draining;

  Link(
      Door door,
      Channel client,
      Channel backend,
      FrameReader clientReader,
      FrameReader backendReader) {
    this.door = door;
    this.client = client;
    this.backend = backend;
    this.toClient = new Outlet(client);
    this.toBackend = new Outlet(backend);
    this.clientReader = clientReader;
    this.backendReader = backendReader;
  }

  /// The login is over.
  void open(Session opened) {
    session = opened;
    clientReader.sink(new ClientSide(opened, door.settings().sizes().messageLength()));
    backendReader.sink(new BackendSide(opened));
    if (draining) {
      drain();
    }
  }

  void key(byte[] bytes) {
    key = bytes;
  }

  void resumeClient() {
    if (clientReader.isStopped()) {
      clientReader.resume();
    }
  }

  void flush() {
    toBackend.flush();
    if (session == null || !session.gathersAnswers()) {
      toClient.flush();
    }
    balance();
  }

  /// Each side is read only while the other takes what is read; behind the last error all is.
  void balance() {
    if (ended) {
      return;
    }
    boolean waiting = clientReader.waiting() > door.settings().sizes().buffer();
    client.config().setAutoRead(backend.isWritable() && !waiting);
    backend.config().setAutoRead(client.isWritable());
  }

  /// Leaves the backend for another one, before anything has come of it.
  void leave() {
    ended = true;
    door.left(this);
    var _ = backend.close();
  }

  /// Ends the session with an error of our own.
  void fatal(String sqlState, String message) {
    if (ended) {
      return;
    }
    end();
    door.metrics().failed(sqlState);
    toClient.write(
        Fields.encode(
            client.alloc(),
            (byte) 'E',
            Fields.fatal(sqlState, message),
            session == null ? StandardCharsets.UTF_8 : session.charset));
    toClient.flush();
    Farewell.close(client);
    leaveBackend();
  }

  private void leaveBackend() {
    if (backend.isActive()) {
      toBackend.write(Frames.terminate(backend.alloc()));
      toBackend.write(Unpooled.EMPTY_BUFFER);
      toBackend.flush();
      var _ = backend.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// The client has said good-bye; what it sent before is still done.
  void terminated() {
    terminated = true;
  }

  /// The client's channel is closed.
  ///
  /// @param busy a statement is running
  void clientGone(boolean busy) {
    if (ended) {
      return;
    }
    toBackend.flush();
    end();
    if (terminated) {
      backend.config().setAutoRead(true);
      backendReader.close();
      return;
    }
    if (busy) {
      var _ = Cancel.send(door, client.eventLoop(), cancelRequest());
      var _ = backend.close();
    } else {
      leaveBackend();
    }
  }

  private ByteBuf cancelRequest() {
    byte[] bytes = key == null ? new byte[0] : key;
    ByteBuf out = Unpooled.buffer(8 + bytes.length);
    out.writeInt(8 + bytes.length).writeInt(Startup.CANCEL).writeBytes(bytes);
    return out;
  }

  /// The backend ends with a FATAL of its own, which the client has been told.
  void backendFailed() {
    failed = true;
  }

  void backendGone() {
    if (ended) {
      return;
    }
    if (failed || terminated || session == null) {
      end();
      toClient.flush();
      Farewell.close(client);
    } else {
      fatal("57P01", "terminating connection because the fresh database closed it");
    }
  }

  /// The client has been told that the backend is ready.
  void ready() {
    if (draining) {
      client.eventLoop().execute(this::drain);
    }
  }

  /// Ends the session as soon as no statement is running.
  void drain() {
    draining = true;
    Session opened = session;
    if (opened != null && opened.isQuiet()) {
      fatal("57P01", SHUTDOWN);
    }
  }

  /// Ends the session now.
  void stop() {
    fatal("57P01", SHUTDOWN);
  }

  private void end() {
    ended = true;
    clientReader.close();
    door.places().leave(client);
    door.left(this);
    Session opened = session;
    if (opened != null) {
      opened.close();
    }
  }
}
