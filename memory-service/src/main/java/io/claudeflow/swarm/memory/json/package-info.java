/**
 * JSON at the edges: values are passed on as the exact text the caller wrote. The only package that uses Jackson, and
 * only its streaming half.
 */
@NullMarked
package io.claudeflow.swarm.memory.json;

import org.jspecify.annotations.NullMarked;
