@NullMarked
package io.claudeflow.swarm.memory.objectstorage;

import org.jspecify.annotations.NullMarked;
