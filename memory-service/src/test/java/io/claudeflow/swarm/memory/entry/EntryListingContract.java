package io.claudeflow.swarm.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery.Sort;
import io.claudeflow.swarm.memory.failure.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every entry store must do with listings: contract.md, "Memory semantics". */
public abstract class EntryListingContract extends EntryStoreContract {
    /** Names that mean something to SQL, to patterns, to paths or to careless sorting. */
    protected static final List<String> HOSTILE = List.of(
            "%",
            "_",
            "*",
            "?",
            "[",
            "]",
            "[a-z]",
            ":",
            "/",
            ".",
            "..",
            "\\",
            "'",
            "''",
            "\"",
            ";--",
            "a",
            "A",
            "a:b",
            "a/b",
            "aa",
            "ab",
            "a%",
            "a_",
            "a*",
            "a?",
            "a[b]",
            "é",
            "e\u0301",
            "ß",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "\uD83D\uDE00",
            "\uD83D\uDE00x",
            "\uDBFF\uDFFF",
            "z",
            " ",
            "null");

    private static final EntryQuery ALL = EntryQuery.all("swarm", null);

    private List<String> keys(EntryQuery query) {
        return store().list(query).entries().stream()
                .map(entry -> entry.key().key())
                .toList();
    }

    private List<String> allPages(EntryQuery query) {
        var keys = new ArrayList<String>();
        var next = query;
        while (true) {
            var page = store().list(next);
            assertThat(page.entries().size()).isLessThanOrEqualTo(query.limit());
            page.entries()
                    .forEach(entry ->
                            keys.add(entry.key().namespace() + "|" + entry.key().key()));
            if (page.nextCursor() == null) {
                return keys;
            }
            next = query.page(query.limit(), page.nextCursor());
        }
    }

    @Test
    void list_hostileNames_areInCodePointOrderAndFoundExactly() {
        for (var name : HOSTILE) {
            store().put(put(name, "1"));
        }
        var sorted = HOSTILE.stream().sorted(EntryOrder::compareNames).toList();
        assertThat(keys(ALL)).isEqualTo(sorted);
        assertThat(keys(ALL.sortedBy(Sort.KEY, true))).isEqualTo(sorted.reversed());
        for (var name : HOSTILE) {
            var glob = new Glob(name);
            var expected = sorted.stream().filter(glob::matches).toList();
            assertThat(keys(ALL.matching(glob))).as(name).isEqualTo(expected);
            var prefix = new Glob(name + "*");
            assertThat(keys(ALL.matching(prefix)))
                    .as(name)
                    .isEqualTo(sorted.stream().filter(prefix::matches).toList());
        }
    }

    @Test
    void list_hostileNamespacesAndSwarms_neverLeak() {
        for (var name : HOSTILE) {
            store().put(Put.of(new EntryKey("swarm", name, "in " + name), EntryValue.json("1"))
                    .withTags(Tags.of(name)));
            store().put(Put.of(new EntryKey(name, "default", "of " + name), EntryValue.json("1"))
                    .withTags(Tags.of(name)));
        }
        for (var name : HOSTILE) {
            assertThat(keys(EntryQuery.all("swarm", name))).containsExactly("in " + name);
            assertThat(keys(EntryQuery.all("swarm", name).matching(new Glob("*"))))
                    .containsExactly("in " + name);
            assertThat(keys(EntryQuery.all(name, null))).containsExactly("of " + name);
            assertThat(keys(EntryQuery.all("swarm", null).tagged(Tags.of(name), TagMode.ANY)))
                    .containsExactly("in " + name);
            assertThat(store().clear(name, "default").entries()).isEqualTo(1);
        }
        assertThat(store().statistics("swarm").entries()).isEqualTo(HOSTILE.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_*  | user_1,user_12,user_2",
                "user_?  | user_1,user_2",
                "*_1     | User_1,task_1,user_1",
                "*e*_1*  | User_1,user_1,user_12",
                "User_*  | User_1",
                "user_1  | user_1",
                "user%   | ",
                "u*r_?2  | user_12",
                "**      | User_1,task_1,user_1,user_12,user_2",
                "?????_? | "
            })
    void list_pattern_matchesAsDocumented(String pattern, String expected) {
        for (var key : List.of("user_1", "user_2", "user_12", "User_1", "task_1")) {
            store().put(put(key, "1"));
        }
        assertThat(String.join(",", keys(ALL.matching(new Glob(pattern.strip())))))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void list_tags_selectAnyOrAll() {
        store().put(put("a", "1").withTags(Tags.of("x")));
        store().put(put("b", "1").withTags(Tags.of("x", "y")));
        store().put(put("c", "1").withTags(Tags.of("y", "z")));
        store().put(put("d", "1"));
        assertThat(keys(ALL.tagged(Tags.of("x"), TagMode.ANY))).containsExactly("a", "b");
        assertThat(keys(ALL.tagged(Tags.of("x", "y"), TagMode.ANY))).containsExactly("a", "b", "c");
        assertThat(keys(ALL.tagged(Tags.of("x", "y"), TagMode.ALL))).containsExactly("b");
        assertThat(keys(ALL.tagged(Tags.of("X"), TagMode.ANY))).isEmpty();
        assertThat(keys(ALL.tagged(Tags.of("y"), TagMode.ANY).sortedBy(Sort.KEY, true)))
                .containsExactly("c", "b");
        assertThat(keys(ALL.tagged(Tags.of("x", "y"), TagMode.ANY).matching(new Glob("?"))))
                .containsExactly("a", "b", "c");
        store().put(put("b", "1").withTags(Tags.of("z")));
        assertThat(keys(ALL.tagged(Tags.of("x"), TagMode.ANY))).containsExactly("a");
        store().delete(new Delete(key("a"), Precondition.NONE));
        assertThat(keys(ALL.tagged(Tags.of("x"), TagMode.ANY))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void list_everySortAndDirection_pagesWithoutGapOrRepetition(Sort sort) {
        for (int i = 0; i < 40; i++) {
            var key = new EntryKey("swarm", "ns" + i % 3, "key" + i * 7 % 40);
            store().put(Put.of(key, EntryValue.text("x".repeat(i % 5))).withTags(Tags.of("t" + i % 2)));
            for (int reads = 0; reads < i % 4; reads++) {
                store().get(key, ReadMode.COUNTED);
            }
            if (i % 4 == 0) {
                clock.advance(Duration.ofMillis(i));
            }
        }
        settle();
        for (boolean descending : new boolean[] {false, true}) {
            for (var query : List.of(
                    ALL,
                    EntryQuery.all("swarm", "ns1"),
                    ALL.matching(new Glob("key*")),
                    ALL.matching(new Glob("*1*")),
                    ALL.tagged(Tags.of("t1"), TagMode.ALL),
                    ALL.tagged(Tags.of("t0", "t1"), TagMode.ANY).matching(new Glob("k*3*")))) {
                var sorted = query.sortedBy(sort, descending);
                var whole = allPages(sorted.page(1000, null));
                assertThat(whole).doesNotHaveDuplicates();
                assertThat(allPages(sorted.page(7, null))).isEqualTo(whole);
                assertThat(allPages(sorted.page(1, null))).isEqualTo(whole);
                if (descending) {
                    assertThat(whole.reversed()).isEqualTo(allPages(query.sortedBy(sort, false)));
                }
            }
        }
    }

    /** Makes counted reads visible in listings; a store that shows them at once has nothing to do. */
    protected void settle() {}

    @Test
    void list_sorts_areByWhatTheySay() {
        store().put(Put.of(key("small"), EntryValue.text("1")));
        clock.advance(Duration.ofMillis(1));
        store().put(Put.of(key("large"), EntryValue.text("123")));
        clock.advance(Duration.ofMillis(1));
        store().put(Put.of(key("medium"), EntryValue.text("12")));
        clock.advance(Duration.ofMillis(1));
        store().get(key("large"), ReadMode.COUNTED);
        clock.advance(Duration.ofMillis(1));
        store().get(key("small"), ReadMode.COUNTED);
        store().get(key("small"), ReadMode.COUNTED);
        store().put(Put.of(key("small"), EntryValue.text("2")));
        settle();
        assertThat(keys(ALL.sortedBy(Sort.SIZE, false))).containsExactly("small", "medium", "large");
        assertThat(keys(ALL.sortedBy(Sort.CREATED_AT, false))).containsExactly("small", "large", "medium");
        assertThat(keys(ALL.sortedBy(Sort.UPDATED_AT, true))).containsExactly("small", "medium", "large");
        assertThat(keys(ALL.sortedBy(Sort.ACCESSED_AT, true))).containsExactly("small", "large", "medium");
        assertThat(keys(ALL.sortedBy(Sort.ACCESS_COUNT, false))).containsExactly("medium", "large", "small");
    }

    @Test
    void list_pages_areStableWhileOthersWrite() {
        for (int i = 10; i < 30; i++) {
            store().put(put("key" + i, "1"));
        }
        var first = store().list(ALL.page(5, null));
        store().put(put("key00", "1"));
        store().put(put("key15a", "1"));
        store().delete(new Delete(key("key12"), Precondition.NONE));
        store().delete(new Delete(key("key14"), Precondition.NONE));
        var second = store().list(ALL.page(5, first.nextCursor()));
        assertThat(second.entries())
                .extracting(entry -> entry.key().key())
                .containsExactly("key15", "key15a", "key16", "key17", "key18");
    }

    @Test
    void list_cursorOfAnotherQuery_isRefused() {
        for (int i = 0; i < 5; i++) {
            store().put(put("key" + i, "1"));
        }
        var cursor = Objects.requireNonNull(store().list(ALL.page(2, null)).nextCursor());
        for (var other : List.of(
                EntryQuery.all("swarm", "default"),
                EntryQuery.all("swarm2", null),
                ALL.matching(new Glob("*")),
                ALL.tagged(Tags.of("t"), TagMode.ANY),
                ALL.sortedBy(Sort.SIZE, false),
                ALL.sortedBy(Sort.KEY, true))) {
            assertFails(FailureKind.INVALID_ARGUMENT, () -> store().list(other.page(2, cursor)));
        }
        for (var broken : List.of("", "x", "####", cursor + "AAAA", cursor.substring(4), "A".repeat(5000))) {
            assertFails(FailureKind.INVALID_ARGUMENT, () -> store().list(ALL.page(2, broken)));
        }
        assertThat(store().list(ALL.page(3, cursor).withValues(true)).entries()).hasSize(3);
    }

    @Test
    void list_values_comeOnlyWhenAskedFor() {
        store().put(put("key", "{\"a\":1}"));
        assertThat(store().list(ALL).entries().getFirst().value()).isNull();
        assertThat(store().list(ALL.withValues(true)).entries().getFirst().value())
                .isEqualTo(EntryValue.json("{\"a\":1}"));
    }

    @Test
    void list_pageRevision_isTheNewestItCanShow() {
        assertThat(store().list(ALL).revision().number()).isZero();
        var stored = store().put(put("key", "1"));
        assertThat(store().list(ALL).revision()).isEqualTo(stored.revision());
    }
}
