package dev.backupdoctor.core.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The blocks of a source in their order, searched: by other threads, while the caller reads what comes next and looks
 * at what was found. What is found is the same for any number of threads.
 */
final class SearchAhead implements AutoCloseable {

    private final LineBlocks blocks;
    private final LiteralSearch search;
    private final int threads;
    private final Deque<CompletableFuture<Block>> ahead = new ArrayDeque<>();
    private Optional<ExecutorService> pool = Optional.empty();
    private Optional<Block> current = Optional.empty();
    private boolean begun;
    private long lineFeeds;

    /** @param threads that search; 1 for none but the caller's */
    SearchAhead(LineBlocks blocks, LiteralSearch search, int threads) {
        this.blocks = blocks;
        this.search = search;
        this.threads = threads;
    }

    /** The next block; the one before must not be looked at any more, unless it was the last. */
    Optional<Block> next() {
        // Most sources are one block: threads are for those that go on.
        Optional<Block> next =
                begun && threads > 1 ? fromAhead() : blocks.next().map(this::searched);
        begun = true;
        if (next.isPresent()) {
            lineFeeds = next.get().after(lineFeeds);
            current.ifPresent(blocks::release);
            current = next;
        }
        return next;
    }

    private Optional<Block> fromAhead() {
        while (ahead.size() <= threads) {
            Optional<Block> block = blocks.next();
            if (block.isEmpty()) {
                break;
            }
            ahead.add(CompletableFuture.supplyAsync(() -> searched(block.get()), pool()));
        }
        return ahead.isEmpty() ? Optional.empty() : Optional.of(ahead.pop().join());
    }

    private Block searched(Block block) {
        block.search(search);
        return block;
    }

    private ExecutorService pool() {
        if (pool.isEmpty()) {
            pool = Optional.of(Executors.newFixedThreadPool(threads, task -> {
                var thread = new Thread(task, "search");
                thread.setDaemon(true);
                return thread;
            }));
        }
        return pool.get();
    }

    /** Line feeds in all blocks given so far. */
    long lineFeeds() {
        return lineFeeds;
    }

    @Override
    public void close() {
        pool.ifPresent(ExecutorService::shutdownNow);
    }
}
