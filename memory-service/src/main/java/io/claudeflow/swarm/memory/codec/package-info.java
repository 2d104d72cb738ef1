/** How values are compressed on their way to the disk. The only package that knows zstd. */
@NullMarked
package io.claudeflow.swarm.memory.codec;

import org.jspecify.annotations.NullMarked;
