/** Stories of users, told with the commands a user types. */
@NullMarked
package io.claudeflow.swarm.e2e.story;

import org.jspecify.annotations.NullMarked;
