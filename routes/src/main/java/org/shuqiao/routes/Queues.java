package org.shuqiao.routes;

/** Camel addresses of our queues. */
final class Queues {
    private Queues() {}

    /**
     * Transacted, so that a hint on which our own code fails comes again and ends among the dead letters; hints carry only
     * ids, so a broker's redelivery does no harm.
     */
    static String consume(String queue, int consumers) {
        return "jms:queue:" + queue + "?transacted=true&lazyCreateTransactionManager=false"
                + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=" + consumers
                + "&jmsMessageType=Bytes&mapJmsMessage=true&receiveTimeout=1000";
    }
}
