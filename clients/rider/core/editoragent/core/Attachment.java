package editoragent.core;

import editoragent.core.acp.ContentBlock;
import editoragent.core.acp.Mention;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something that goes with what the user says.
 *
 * @param kind "file", "folder", "symbol", "selection", "problem" or "resource"
 * @param detail where it is; empty where the label says it all
 */
public record Attachment(String kind, String label, String detail, ContentBlock block) {
    public static Attachment of(Mention mention) {
        return new Attachment(mention.kind(), mention.label(), mention.detail(), new ContentBlock.ResourceLink(mention.label(), mention.uri()));
    }

    public static Attachment of(Path file, Path workspace) {
        String place = placeOf(file, workspace);
        return new Attachment(Files.isDirectory(file) ? "folder" : "file", file.getFileName() == null ? place : file.getFileName().toString(), place,
                new ContentBlock.ResourceLink(place, addressOf(file)));
    }

    /** The text itself goes along, as the agent would read the disk. */
    public static Attachment of(Excerpt excerpt, Path workspace) {
        String lines = excerpt.firstLine() + (excerpt.lastLine() > excerpt.firstLine() ? "-" + excerpt.lastLine() : "");
        return new Attachment("selection", excerpt.file().getFileName() + ":" + lines, placeOf(excerpt.file(), workspace) + ":" + lines,
                new ContentBlock.Resource(addressOf(excerpt.file()) + "#L" + lines, excerpt.text()));
    }

    private static String placeOf(Path file, Path workspace) {
        return (file.startsWith(workspace) && !file.equals(workspace) ? workspace.relativize(file) : file).toString();
    }

    private static String addressOf(Path file) {
        String address = file.toUri().toASCIIString();
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
