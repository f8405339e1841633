package editoragent.core.acp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the members of an object leniently: what is absent or has another shape than expected is not there. */
record Members(JsonObject object) {
    static Members of(JsonElement element) {
        return new Members(element instanceof JsonObject object ? object : new JsonObject());
    }

    Optional<String> text(String name) {
        return this.object.get(name) instanceof JsonPrimitive value && value.isString() ? Optional.of(value.getAsString()) : Optional.empty();
    }

    String textOr(String name, String otherwise) {
        return this.text(name).orElse(otherwise);
    }

    OptionalLong number(String name) {
        if (!(this.object.get(name) instanceof JsonPrimitive value) || !value.isNumber()) {
            return OptionalLong.empty();
        }

        double number = value.getAsDouble();
        return Double.isFinite(number) && Math.abs(number) < 1e15 ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    long numberOr(String name, long otherwise) {
        return this.number(name).orElse(otherwise);
    }

    Optional<Boolean> flag(String name) {
        return this.object.get(name) instanceof JsonPrimitive value && value.isBoolean() ? Optional.of(value.getAsBoolean()) : Optional.empty();
    }

    boolean isTrue(String name) {
        return this.flag(name).orElse(false);
    }

    boolean has(String name) {
        return this.object.get(name) instanceof JsonObject;
    }

    Members child(String name) {
        return of(this.object.get(name));
    }

    /** Our own part of the free members. */
    Members ours() {
        return this.child("_meta").child("editoragent");
    }

    <T> List<T> list(String name, Function<Members, T> read) {
        return this.listIfThere(name, read).orElse(List.of());
    }

    /** Absent and empty are not the same in an update. */
    <T> Optional<List<T>> listIfThere(String name, Function<Members, T> read) {
        if (!(this.object.get(name) instanceof JsonArray array)) {
            return Optional.empty();
        }

        List<T> list = new ArrayList<>();
        for (JsonElement element : array) {
            if (element instanceof JsonObject) {
                list.add(read.apply(of(element)));
            }
        }

        return Optional.of(List.copyOf(list));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (this.object.get(name) instanceof JsonArray array) {
            for (JsonElement element : array) {
                if (element instanceof JsonPrimitive value && value.isString()) {
                    texts.add(value.getAsString());
                }
            }
        }

        return List.copyOf(texts);
    }
}
